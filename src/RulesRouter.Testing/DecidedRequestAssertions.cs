using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Testing;

/// <summary>
/// Assertions on decisions. Each returns its argument, so that they chain; a failure shows the request, the decision and its reasons.
/// </summary>
public static class DecidedRequestAssertions
{
    public static DecidedRequest IsRouted(this DecidedRequest decided) =>
        decided.Holds(decided.Decision is Routed, "expected a route");

    public static DecidedRequest IsDenied(this DecidedRequest decided) =>
        decided.Holds(decided.Decision is Denied, "expected a denial");

    public static DecidedRequest IsDenied(this DecidedRequest decided, DenialCode code) =>
        decided.Holds(decided.Decision is Denied denied && denied.Code == code, $"expected a denial with code {EnumNames<DenialCode>.NameOf(code)}");

    /// <param name="pattern">Pattern of endpoint ids, for example <c>anthropic/*</c>.</param>
    public static DecidedRequest Chooses(this DecidedRequest decided, string pattern) =>
        decided.Holds(decided.Decision.Chain is [var chosen, ..] && new EndpointPattern(pattern).Matches(chosen.Endpoint), $"expected {pattern} to be chosen");

    /// <summary>A denial passes: it has no hops.</summary>
    /// <param name="pattern">Pattern of endpoint ids.</param>
    public static DecidedRequest HasNoHop(this DecidedRequest decided, string pattern) =>
        decided.Holds(decided.Decision.Chain.FirstOrDefault(hop => new EndpointPattern(pattern).Matches(hop.Endpoint)) is null, $"expected no hop to be {pattern}");

    /// <summary>A denial passes: it has no hops.</summary>
    /// <param name="expectation">The expectation in words, for the failure message: <c>retains no data</c>.</param>
    public static DecidedRequest EveryHop(this DecidedRequest decided, string expectation, Func<Hop, bool> holds)
    {
        var wrong = decided.Decision.Chain.FirstOrDefault(hop => !holds(hop));
        return decided.Holds(wrong is null, $"expected that every hop {expectation}; `{wrong?.Endpoint.Id}` does not");
    }

    /// <param name="constraint">Name of a constraint, for example <c>dataRetentionDays.max</c>.</param>
    public static DecidedRequest IsConstrained(this DecidedRequest decided, string constraint) =>
        decided.Holds(decided.Decision.Constraints.Rows.Any(row => row.Definition.Name == constraint), $"expected constraint {constraint}");

    /// <param name="bound">The decision's bound may be stricter, never looser.</param>
    public static DecidedRequest IsConstrained(this DecidedRequest decided, string constraint, double bound)
    {
        var row = decided.Decision.Constraints.Rows.FirstOrDefault(row => row.Definition.Name == constraint);
        return decided.Holds(
            row is { Value: ConstraintValue.Number } && Strictness.Implies(row.Definition, row.Value, new ConstraintValue.Number(bound)),
            $"expected constraint {constraint} at {bound} or stricter, found {row?.Value.ToString() ?? "none"}");
    }

    /// <param name="values">Names that the obligation must include, for example <c>secrets</c> of <c>redact</c>.</param>
    public static DecidedRequest IsObliged(this DecidedRequest decided, string obligation, params string[] values)
    {
        var row = decided.Decision.Obligations.Rows.FirstOrDefault(row => row.Definition.Name == obligation);
        return decided.Holds(
            row is not null && values.All(value => row.Value is ConstraintValue.Names names && names.Values.Contains(value)),
            $"expected obligation {obligation} {string.Join(", ", values)}, found {row?.Value.ToString() ?? "none"}");
    }

    /// <param name="rule">Id of a rule, <c>policy/rule</c>.</param>
    public static DecidedRequest IsSelectedBy(this DecidedRequest decided, string rule)
    {
        var selecting = decided.Decision.Explanation.Trace!.Rules.FirstOrDefault(
            trace =>
                trace.Truth == Truth.True && trace.Effects.Any(effect => effect.StartsWith("selects by", StringComparison.Ordinal)))?.Id;
        return decided.Holds(selecting == rule, $"expected {rule} to select, found {selecting ?? "none"}");
    }

    /// <summary>The sum of the hops' worst cases is at most this many dollars. An unknown price fails.</summary>
    public static DecidedRequest CostsAtMost(this DecidedRequest decided, double usd) =>
        decided.Holds(decided.Decision.Chain.Sum(hop => hop.Estimate.WorstCaseUsd ?? double.PositiveInfinity) <= usd, $"expected a worst case of at most ${usd}");

    private static DecidedRequest Holds(this DecidedRequest decided, bool holds, string otherwise) =>
        holds ? decided : throw new DecisionAssertionException($"{otherwise}\n{decided}\n{string.Join('\n', decided.Decision.Explanation.Reasons.Select(reason => $"  - {reason}"))}");
}
