using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Proving.Searching;
using RulesRouter.Verification.Sampling;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Proving.Structure;

/// <summary>Unreachable, shadowed and always-true rules, gaps before the default, conflicts.</summary>
/// <param name="layers">The layers whose rules are examined.</param>
internal sealed class StructureProof(CompiledPolicySet set, PolicyEncoding encoding, IReadOnlySet<string> layers, ProofSettings settings)
{
    private readonly CompiledPolicy policy = encoding.Policy;
    private readonly RequestSearch search = new(encoding.Space, settings);

    public IEnumerable<ProofResult> Run()
    {
        foreach (var index in encoding.Indices(rule => layers.Contains(rule.Layer) && !rule.Rule.IsDefault))
        {
            var rule = policy.Rules[index];
            var value = encoding.Rules[index];
            var onlySelects = rule.Rule.Constraints.IsEmpty && rule.Rule.Obligations.IsEmpty && !rule.Rule.Denies;
            var unreachable = Never(
                ClaimKind.Unreachable,
                index,
                $"no request matches `{rule.Rule.Id}`",
                [onlySelects ? value.True : value.NotFalse],
                decision => TruthOf(decision, index) > (onlySelects ? Truth.Unknown : Truth.False));
            yield return unreachable;
            if (rule.Condition is not Condition.Literal)
            {
                yield return Never(
                    ClaimKind.AlwaysTrue,
                    index,
                    $"every request matches `{rule.Rule.Id}`",
                    [-value.True],
                    decision => TruthOf(decision, index) != Truth.True);
            }

            if (rule.Rule.Selection is not null && unreachable.Verdict != ProofVerdict.Proved)
            {
                var shadowed = Never(
                    ClaimKind.Shadowed,
                    index,
                    $"no request is routed by `{rule.Rule.Id}`",
                    [encoding.Selects(index)],
                    decision => Selecting(decision) == index);
                yield return shadowed.Verdict == ProofVerdict.Proved ? shadowed with { Detail = Before(index) } : shadowed;
            }
        }

        foreach (var result in Defaults().Concat(Conflicts()))
        {
            yield return result;
        }
    }

    private IEnumerable<ProofResult> Defaults() => encoding.Indices(rule => rule.Layer == policy.Name && rule.Rule.IsDefault)
        .Where(index => policy.Rules[index].Rule.Selection is not null)
        .Select(index => Never(ClaimKind.NoGap, index, "some rule with a condition selects for every request", [encoding.Selects(index)],
            decision => Selecting(decision) == index));

    private IEnumerable<ProofResult> Conflicts()
    {
        var selecting = encoding.Indices(rule => layers.Contains(rule.Layer) && rule.Rule.Selection is not null && !rule.Rule.IsDefault)
            .ToList();
        foreach (var equal in selecting.GroupBy(index => (policy.Rules[index].Layer, policy.Rules[index].Rule.Priority)))
        {
            var pairs = equal.SelectMany((first, at) => equal.Skip(at + 1).Select(second => (first, second)))
                .Where(pair => !policy.Rules[pair.first].Rule.Selection!.SelectsLike(policy.Rules[pair.second].Rule.Selection!));
            foreach (var (first, second) in pairs)
            {
                var (one, other) = (policy.Rules[first].Rule, policy.Rules[second].Rule);
                yield return Never(
                    ClaimKind.NoConflict,
                    second,
                    $"`{one.Id}` and `{other.Id}`, of equal priority, never match together",
                    [encoding.Rules[first].True, encoding.Rules[second].True],
                    decision => TruthOf(decision, first) == Truth.True && TruthOf(decision, second) == Truth.True);
            }
        }
    }

    /// <summary>A claim that no request satisfies a goal.</summary>
    private ProofResult Never(ClaimKind kind, int rule, string statement, int[] goal, Func<Decision, bool> confirms)
    {
        var place = policy.Rules[rule].Rule is { When: { } when } ? when.Span : policy.Rules[rule].Rule.Span;
        var found = search.Find(
            goal,
            place,
            facts => Confirmations.Decided(set, encoding, facts, settings, place, decision => confirms(decision) ? "" : null),
            kind is ClaimKind.NoGap or ClaimKind.NoConflict ? encoding.EmptyRequest : null);
        var witness = found.Found?.Witness ?? (found.IsImpossible ? null : Sampled(kind, rule, confirms));
        return new ProofResult(
            kind,
            policy.Name,
            statement,
            witness is not null ? ProofVerdict.Refuted : found.IsImpossible ? ProofVerdict.Proved : ProofVerdict.Unknown,
            place,
            witness,
            witness is null ? found.Obstacle : null);
    }

    /// <summary>A known or random request that demonstrates what the search could not construct.</summary>
    private Witness? Sampled(ClaimKind kind, int rule, Func<Decision, bool> confirms) => SampleSearch.Find(
        set,
        policy,
        settings.KnownRequests,
        settings.Samples,
        [kind == ClaimKind.AlwaysTrue ? new Condition.Not(policy.Rules[rule].Condition, default) : policy.Rules[rule].Condition],
        settings.At,
        settings.AllowSampleEvidence,
        witness => witness.Decide(set).Decision is { } decision && confirms(decision) ? witness : null);

    /// <summary>The earlier rules that shadow a rule.</summary>
    private string Before(int index)
    {
        var earlier = policy.InSelectionOrder.TakeWhile(other => other != index).ToList();
        var alone = earlier.Where(
            other => search.Find<object>(
                [encoding.Rules[index].True, -encoding.Rules[other].True],
                default,
                _ => new(new object(), null)).IsImpossible)
            .ToList();
        return alone.Count > 0
            ? $"`{policy.Rules[alone[0]].Rule.Id}` matches all of them first"
            : $"{string.Join(", ", earlier.Select(other => $"`{policy.Rules[other].Rule.Id}`").Take(5))}{(earlier.Count > 5 ? " and others" : "")} together match all of them first";
    }

    private int Selecting(Decision decision) => policy.InSelectionOrder.First(index => TruthOf(decision, index) == Truth.True);

    private static Truth TruthOf(Decision decision, int rule) => decision.Explanation.Trace!.Rules[rule].Truth;
}
