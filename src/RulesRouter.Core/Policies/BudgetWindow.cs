namespace RulesRouter.Policies;

/// <summary>How long spending counts: until the end of the hour, day, week (from Monday), month or session.</summary>
internal enum BudgetWindow
{
    Hour,
    Day,
    Week,
    Month,
    Session,
}
