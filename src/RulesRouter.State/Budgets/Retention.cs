namespace RulesRouter.State.Budgets;

/// <summary>How long stores keep what is over.</summary>
internal static class Retention
{
    /// <summary>Settled charges, so that a late or repeated outcome corrects one and does not add another.</summary>
    public static readonly TimeSpan Charges = TimeSpan.FromDays(7);

    /// <summary>Sums that no charge changes any more; longer than any month.</summary>
    public static readonly TimeSpan Totals = TimeSpan.FromDays(40);
}
