namespace RulesRouter.Requests;

/// <summary>Which numbers a range holds.</summary>
internal enum NumberGrid
{
    Whole,
    Thousandths,
    Doubles,
}
