namespace RulesRouter.Suites.Running;

/// <summary>Counts the dollars of a run against its limit. Thread-safe.</summary>
/// <param name="maxUsd">Null for no limit.</param>
internal sealed class Spending(decimal? maxUsd)
{
    private readonly Lock gate = new();
    private decimal usd;
    private string? unpriced;

    /// <summary>Dollars of this run's attempts whose price is known.</summary>
    public decimal Usd
    {
        get
        {
            lock (gate)
            {
                return usd;
            }
        }
    }

    /// <summary>
    /// The model of the first attempt whose dollars are unknown: under a limit no attempt starts after it, since the limit might be
    /// exceeded. Null if there is none.
    /// </summary>
    public string? UnpricedModel
    {
        get
        {
            lock (gate)
            {
                return unpriced;
            }
        }
    }

    public bool AllowsAnother
    {
        get
        {
            lock (gate)
            {
                return maxUsd is null || (usd < maxUsd && unpriced is null);
            }
        }
    }

    public void Add(AttemptResult result)
    {
        lock (gate)
        {
            usd += result.CostUsd ?? 0;
            unpriced ??= result.CostUsd is null ? result.Model : null;
        }
    }
}
