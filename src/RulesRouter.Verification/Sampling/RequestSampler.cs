using System.Collections.Frozen;
using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Witnesses;
using Values = System.Collections.Immutable.ImmutableSortedDictionary<string, RulesRouter.Requests.FactValue>;

namespace RulesRouter.Verification.Sampling;

/// <summary>
/// Draws requests that a policy accepts: declared attributes and fixed facts, some unknown, with values biased to the constants in
/// conditions and their neighbours, with some providers down. Equal random numbers give equal requests.
/// </summary>
internal sealed class RequestSampler
{
    private static readonly FrozenSet<string> FollowsOthers =
        FixedFacts.All.Where(fact => fact.FollowsOthers).Select(fact => fact.Name).ToFrozenSet(StringComparer.Ordinal);

    private readonly CompiledPolicy policy;
    private readonly ModelCatalog catalog;
    private readonly IReadOnlyList<Condition> towards;
    private readonly GuidedFacts guide;
    private readonly ImmutableArray<FactDefinition> facts;

    /// <param name="towards">Further conditions on requests, such as `forAll`; half of the draws try to satisfy one.</param>
    public RequestSampler(CompiledPolicySet set, CompiledPolicy policy, IReadOnlyCollection<Condition> towards)
    {
        (this.policy, catalog, this.towards) = (policy, set.Catalog, [.. towards]);
        Constants = new FactConstants(policy.Schema, policy.Rules.Select(rule => rule.Condition).Concat(towards));
        guide = new GuidedFacts(policy.Schema, Constants);
        facts = [.. policy.Schema.Facts.Where(fact => !fact.IsClock && !FollowsOthers.Contains(fact.Name))];
    }

    public FactConstants Constants { get; }

    public Values DrawFacts(Random random)
    {
        var drawn = facts.Select(fact => (fact.Name, Value: Value(fact, random)))
            .Where(fact => fact.Value.IsKnown)
            .ToImmutableSortedDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal);
        return towards.Count > 0 && random.Next(2) == 0
            ? guide.Towards(drawn, towards[random.Next(towards.Count)], wanted: true, random)
            : drawn;
    }

    /// <summary>A quarter of the draws have providers down.</summary>
    public ImmutableSortedSet<string> DrawDown(Random random) => random.Next(4) > 0
        ? ImmutableSortedSet.Create<string>(StringComparer.Ordinal)
        : catalog.Providers.Where(_ => random.Next(2) == 0).Select(provider => provider.Id).ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>Null if no request has these facts.</summary>
    public Witness? Build(Values values, ImmutableSortedSet<string> down, DateTimeOffset at, bool allowSampleEvidence) =>
        RequestBuilder.Build(policy, catalog, new FactAssignment(WithDependents(values), at), allowSampleEvidence) is { } witness
            ? witness with { Recorded = witness.Recorded with { State = witness.Recorded.State with { Down = down } } }
            : null;

    private FactValue Value(FactDefinition fact, Random random) =>
        random.Next(Constants.IsRead(fact.Name) ? 4 : 5) < (Constants.IsRead(fact.Name) ? 3 : 1) ? Known(fact, random) : FactValue.Unknown;

    private FactValue Known(FactDefinition fact, Random random) => fact.Type switch
    {
        FactType.Boolean => FactValue.Of(random.Next(2) == 0),
        FactType.Number => FactValue.Of(Any(Constants.NumbersNear(fact), random)),
        FactType.Enum => FactValue.Of(Any(fact.Values, random)),
        FactType.Set => FactValue.Of(
            fact.Values.Concat(
                Constants.Texts(fact.Name)).Append("other").Where(_ => random.Next(2) == 0).ToImmutableSortedSet(StringComparer.Ordinal)),
        FactType.String => FactValue.Of(Any([.. Constants.Texts(fact.Name), "other", ""], random)),
    };

    private static T Any<T>(IReadOnlyList<T> values, Random random) => values[random.Next(values.Count)];

    private Dictionary<string, FactValue> WithDependents(Values values)
    {
        var all = new Dictionary<string, FactValue>(values, StringComparer.Ordinal);
        foreach (var fact in FixedFacts.All.Where(fact => values.ContainsKey(fact.Name)))
        {
            for (var other = NeededBy(fact); other is not null; other = NeededBy(other))
            {
                if (other.Usual.IsKnown)
                {
                    all.TryAdd(other.Name, other.Usual);
                }
            }
        }

        if (policy.TextTests.Any(test => all.ContainsKey(test.Search.Test.Name))
            || policy.Intents is { } intents && all.ContainsKey(policy.Schema[intents.Slot].Name))
        {
            all.TryAdd(FixedFacts.PromptCharacters.Name, FixedFacts.PromptCharacters.Usual);
        }

        if (all.ContainsKey(FixedFacts.LastFailure.Name))
        {
            all.TryAdd(FixedFacts.AttemptCount.Name, FactValue.Of(1.0));
        }

        if (all.TryGetValue(FixedFacts.AttemptCount.Name, out var attempts))
        {
            all[FixedFacts.AttemptCount.Name] = FactValue.Of(Math.Min(attempts.Number, 9));
        }

        if (all.ContainsKey(FixedFacts.SessionLastEndpoint.Name))
        {
            all.TryAdd(FixedFacts.SessionId.Name, FactValue.Of("s"));
        }

        foreach (var (budget, _, _) in policy.Budgets.Where(
            one => !all.ContainsKey(one.Budget.ShareName) && !all.ContainsKey(one.Budget.RemainingName)))
        {
            all[budget.ShareName] = FactValue.Of(0.0);
        }

        all[FixedFacts.TaskConfidence.Name] = FactValue.Of(1.0);
        return all;
    }

    private static FixedFact? NeededBy(FixedFact fact) => (fact.KnownWith ?? fact.KnownOnlyWith)?.Invoke();
}
