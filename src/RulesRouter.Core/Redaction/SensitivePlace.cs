namespace RulesRouter.Redaction;

/// <summary>Where a text has a value to remove.</summary>
/// <param name="Label">What it is, in capital letters, for the placeholder.</param>
internal readonly record struct SensitivePlace(int Start, int Length, string Label)
{
    public int End => Start + Length;
}
