using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Policies;

namespace RulesRouter.Suites.Proposing;

/// <summary>
/// The chain of lowest expected total cost for a kind of task, beside today's choice: both by the policy's economics, with beliefs that the
/// suite's outcomes updated, and with the dollars and seconds that the suite measured.
/// </summary>
/// <param name="Scenarios">Number of scenarios that the figures are means over.</param>
/// <param name="Attributes">Of the scenarios.</param>
/// <param name="Layer">The policy that declares the rule which selects today.</param>
/// <param name="Today">Ids of the endpoints that most of the scenarios attempt today; empty if they are denied.</param>
/// <param name="OtherToday">Number of scenarios that attempt others.</param>
/// <param name="TodayCost">Null if today's choice is denied, or its cost is unknown.</param>
/// <param name="Best">Ids of the best chain's endpoints; empty if no endpoint that the suite measured is eligible.</param>
/// <param name="BestCost">Null if there is no best chain.</param>
/// <param name="Saving">Dollars of one task; null if a cost is unknown.</param>
/// <param name="Ineligible">Endpoints that the suite measured and that do not satisfy the constraints, sorted.</param>
internal sealed record ChainComparison(
    TaskKind Task,
    int Scenarios,
    ImmutableSortedDictionary<string, string> Attributes,
    string Layer,
    Rule Rule,
    ImmutableArray<string> Today,
    int OtherToday,
    ChainCost? TodayCost,
    ImmutableArray<string> Best,
    ChainCost? BestCost,
    Saving? Saving,
    ImmutableArray<string> Ineligible)
{
    /// <summary>Another chain than today's is best.</summary>
    public bool IsChange => !Best.IsEmpty && (OtherToday > 0 || !Best.AsSpan().SequenceEqual(Today.AsSpan()));

    public string QualifiedRule => $"{Layer}/{Rule.Id}";
}

/// <param name="Usd">Mean expected total cost of a task in dollars.</param>
/// <param name="Solved">Mean P(a right answer is accepted).</param>
internal sealed record ChainCost(double Usd, double Solved);

/// <summary>How much less the best chain is expected to cost than today's choice, in dollars of one task.</summary>
/// <param name="Low">2.5 % of the draws from the beliefs are below.</param>
/// <param name="High">97.5 % of the draws are below.</param>
/// <param name="Positive">Share of the draws with a saving, 0 to 1.</param>
internal sealed record Saving(double Usd, double Low, double High, double Positive, int Draws);
