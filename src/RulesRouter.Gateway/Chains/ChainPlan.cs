using System.Collections.Immutable;

namespace RulesRouter.Gateway.Chains;

/// <summary>A chain to carry out.</summary>
/// <param name="Hops">Every one satisfied the constraints of the decision.</param>
/// <param name="BudgetUsd">US dollars for all calls together; infinite without a bound.</param>
/// <param name="Deadline">For all calls together; null if the request has none.</param>
/// <param name="IsRepeatable">False if a call has effects beyond its answer, such as tools that the upstream runs.</param>
internal sealed record ChainPlan(ImmutableArray<ChainHop> Hops, double BudgetUsd, TimeSpan? Deadline, bool IsRepeatable, ChainLimits Limits)
{
    public TimeSpan Total => Deadline < Limits.Total ? Deadline.Value : Limits.Total;
}
