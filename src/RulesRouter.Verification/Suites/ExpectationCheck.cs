using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Names;
using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Properties;
using RulesRouter.Wire.Decisions;

namespace RulesRouter.Verification.Suites;

/// <summary>Checks a decision against an expectation.</summary>
internal static class ExpectationCheck
{
    public static ImmutableArray<string> Failures(CaseExpectation expect, CompiledPolicy policy, DecisionAnswer answer, bool allowSample)
    {
        ImmutableArray<string> failures = [.. Failures(expect, answer.Decision!), .. Holds(expect, policy, answer, allowSample)];
        return failures.IsEmpty ? [] : [.. failures, .. DecidingRules.Show(policy, expect, answer)];
    }

    private static IEnumerable<string> Failures(CaseExpectation expect, Decision decision) =>
    [
        .. Same("outcome", expect.Outcome, DecisionWriter.OutcomeOf(decision), decision),
        .. Chosen(expect, decision),
        .. Hops(expect, decision),
        .. Same("selectedBy", expect.SelectedBy, SelectedBy(decision), decision),
        .. Among("constraints", expect.Constraints, decision.Constraints.Rows.Select(row => (row.Definition.Name, IsFromRule(row)))),
        .. Among(
            "obligations",
            expect.Obligations,
            decision.Obligations.Rows.Select(row => (row.Definition.Name, row.Definition.IsSetByRules))),
        .. Same("arm", expect.Arm, (decision as Routed)?.Split?.Arm ?? "none", decision),
        .. Shadow(expect, decision),
        .. Exactly("givenUp", expect.GivenUp, decision.Dropped.Select(given => given.Definition.Name)),
        .. Exactly("waivers", expect.Waivers, decision.Waivers.Select(waiver => waiver.QualifiedId)),
        .. Same("denial", expect.Denial, decision is Denied denial ? EnumNames<DenialCode>.NameOf(denial.Code) : "none", decision),
        .. Contains("emptiedBy", expect.EmptiedBy, decision.Explanation.EmptiedBy.Select(emptying => emptying.Constraint.Name) ?? []),
        .. Same(
            "evidence",
            expect.Evidence,
            EnumNames<EvidenceKind>.NameOf((decision as Routed)?.Evidence ?? EvidenceKind.Verified),
            decision),
        .. Values(expect, decision),
        .. Rules(expect, decision),
        .. Reasons(expect, decision),
        .. Cost(expect, decision),
    ];

    private static IEnumerable<string> Holds(CaseExpectation expect, CompiledPolicy policy, DecisionAnswer answer, bool allowSample)
    {
        var check = new PropertyCheck(policy);
        return expect.Holds.Select(clause => check.Broken(clause, answer, allowSample))
            .OfType<string>()
            .Select(broken => $"holds: {broken}");
    }

    private static IEnumerable<string> Values(CaseExpectation expect, Decision decision)
    {
        var found = decision.Constraints.Rows.Select(row => (row.Definition.Name, Value: row.Value.ToString()!, row.From))
            .Concat(
                decision.Obligations.Rows.Select(row => (row.Definition.Name, Value: ValueFormat.Of(row.Definition, row.Value), row.From)));
        return found.Where(row => expect.Values.TryGetValue(row.Name, out var wanted) && wanted != row.Value)
            .Select(row => $"{row.Name}: expected {expect.Values[row.Name]}, got {row.Value} (from {string.Join(", ", row.From)})");
    }

    private static IEnumerable<string> Rules(CaseExpectation expect, Decision decision)
    {
        var truths = decision.Explanation.Trace!.Rules.ToDictionary(rule => rule.Id, rule => rule.Truth, StringComparer.Ordinal);
        return expect.Matched.Where(rule => truths.GetValueOrDefault(rule) != Truth.True).Select(rule => $"matched: expected {rule}, which is {EnumNames<Truth>.NameOf(truths.GetValueOrDefault(rule))}")
            .Concat(expect.NotMatched.Where(rule => truths.GetValueOrDefault(rule) == Truth.True).Select(rule => $"notMatched: expected {rule} not to match, but it matches"));
    }

    private static IEnumerable<string> Reasons(CaseExpectation expect, Decision decision)
    {
        foreach (
            var wanted in expect.Reasons.Where(
                wanted => !decision.Explanation.Reasons.Any(reason => reason.Contains(wanted, StringComparison.Ordinal))))
        {
            yield return $"reasons: expected one with \"{wanted}\", got";
            foreach (var reason in decision.Explanation.Reasons)
            {
                yield return $"  {reason}";
            }
        }
    }

    private static string SelectedBy(Decision decision) =>
        decision.Explanation.Trace!.Rules.FirstOrDefault(
            rule => rule.Effects.Any(effect => effect.StartsWith("selects by", StringComparison.Ordinal)))?.Id
            ?? "none";

    private static IEnumerable<string> Same(string what, string? expected, string found, Decision decision)
    {
        if (expected is not null && expected != found)
        {
            yield return $"{what}: expected {expected}, got {found}";
            foreach (var reason in decision.Explanation.Reasons)
            {
                yield return $"  {reason}";
            }
        }
    }

    private static IEnumerable<string> Chosen(CaseExpectation expect, Decision decision)
    {
        var chosen = decision.Chain.IsEmpty ? "none" : (string)decision.Chain[0].Endpoint.Id;
        if (expect.Chosen is { } wanted && !new EndpointPattern(wanted).Matches(chosen))
        {
            yield return $"chosen: expected {wanted}, got {chosen}";
            foreach (var ranked in decision.Explanation.Trace!.Ranking.Take(5))
            {
                yield return $"  {ranked.Endpoint.Id}: {ranked.Score}";
            }
        }

        if (expect.NotChosen is { } unwanted && new EndpointPattern(unwanted).Matches(chosen))
        {
            yield return $"notChosen: expected any endpoint except {unwanted}, got {chosen}";
        }
    }

    private static IEnumerable<string> Hops(CaseExpectation expect, Decision decision)
    {
        var hops = decision.Chain.Select(hop => (string)hop.Endpoint.Id).ToList();
        var shown = $"[{string.Join(", ", hops)}]";
        if (expect.EveryHop is { } every && !hops.All(hop => new EndpointPattern(every).Matches(hop)))
        {
            yield return $"everyHop: expected {every}, got {shown}";
        }

        if (expect.NoHop is { } none && hops.Any(hop => new EndpointPattern(none).Matches(hop)))
        {
            yield return $"noHop: expected no {none}, got {shown}";
        }

        if (expect.FallsBackTo is { } some && !hops.Skip(1).Any(hop => new EndpointPattern(some).Matches(hop)))
        {
            yield return $"fallsBackTo: expected {some}, got {shown}";
        }

        if (
            !expect.Chain.IsEmpty
                && (
                    hops.Count != expect.Chain.Length
                        || !hops.Zip(expect.Chain).All(pair => new EndpointPattern(pair.Second).Matches(pair.First))))
        {
            yield return $"chain: expected [{string.Join(", ", expect.Chain)}], got {shown}";
        }
    }

    private static bool IsFromRule(CombinedConstraint row) => row.From.Any(from => from.Contains('/'));

    /// <summary>An empty expectation admits only what the request itself sets.</summary>
    private static IEnumerable<string> Among(
        string what,
        ImmutableArray<string>? expected,
        IEnumerable<(string Name, bool IsFromRule)> found)
    {
        var rows = found.ToList();
        return expected switch
        {
            null => [],
            { IsEmpty: true } => rows.Where(row => row.IsFromRule).Select(row => $"{what}: expected none, got {row.Name}"),
            { } names => Contains(what, names, rows.Select(row => row.Name)),
        };
    }

    private static IEnumerable<string> Contains(string what, ImmutableArray<string> expected, IEnumerable<string> found)
    {
        var names = found.ToList();
        return expected.Where(name => !names.Contains(name)).Select(name => $"{what}: expected {name}, got [{string.Join(", ", names)}]");
    }

    private static IEnumerable<string> Shadow(CaseExpectation expect, Decision decision)
    {
        var found = decision is Routed { Shadow: { } shadow } ? (string)shadow.Endpoint.Id : "none";
        if (expect.Shadow is { } wanted && !(wanted == found || new EndpointPattern(wanted).Matches(found)))
        {
            yield return $"shadow: expected {wanted}, got {found}";
        }
    }

    private static IEnumerable<string> Exactly(string what, ImmutableArray<string>? expected, IEnumerable<string> found)
    {
        var names = found.ToList();
        if (expected is { } wanted && !wanted.SequenceEqual(names))
        {
            yield return $"{what}: expected [{string.Join(", ", wanted)}], got [{string.Join(", ", names)}]";
        }
    }

    private static IEnumerable<string> Cost(CaseExpectation expect, Decision decision)
    {
        var cost = decision.Chain.IsEmpty ? null : decision.Chain[0].Estimate.TokenCostUsd;
        if (expect.MaxTokenCostUsd is { } most && !(cost <= most))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"maxTokenCostUsd: expected at most {most}, got {(cost is { } usd ? usd : "unknown")}");
        }

        if (expect.MaxExpectedCostUsd is { } mostExpected && !((decision as Routed)?.Expectation?.TotalUsd <= mostExpected))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"maxExpectedCostUsd: expected at most {mostExpected}, got {((decision as Routed)?.Expectation?.TotalUsd is { } usd ? usd : "unknown")}");
        }
    }
}
