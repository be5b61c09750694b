using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Drawing;

/// <summary>
/// Draws requests that a policy accepts: declared attributes and fixed facts, some unknown, with values biased to the constants in
/// the policy's conditions and their neighbours, with some providers down. Shrinks by removing facts and rounding values.
/// </summary>
public static class RequestDraw
{
    /// <param name="policy">A policy that is not abstract.</param>
    /// <param name="towards">Further conditions on requests, such as `forAll`; half of the draws try to satisfy one.</param>
    /// <exception cref="ArgumentException">No policy has that name, or it is abstract.</exception>
    public static Arbitrary<DrawnRequest> Requests(CompiledPolicySet set, string policy, DateTimeOffset at, bool allowSampleEvidence, params IReadOnlyCollection<Condition> towards)
    {
        var compiled = set.Find(policy) ?? throw new ArgumentException($"no policy is named `{policy}`");
        var constants = new FactConstants(compiled.Schema, compiled.Rules.Select(rule => rule.Condition).Concat(towards));
        var facts = compiled.Schema.Facts.Where(fact => !fact.IsClock && !IsDerived(fact)).ToList();
        var drawn = Facts(facts, constants).SelectMany(
            values => Gen.Frequency((1, Gen.Constant(values)), (towards.Count == 0 ? 0 : 1, Leaning(values, compiled.Schema, constants, towards))),
            (_, leaning) => leaning);
        var down = Gen.Frequency((3, Gen.Constant(Array.Empty<string>())), (1, Gen.SubListOf(set.Catalog.Providers.Select(provider => provider.Id)).Select(providers => providers.ToArray())));
        var generator = drawn.Zip(down).Select(pair => Make(pair.Item1, pair.Item2)).Where(made => made is not null).Select(made => made!);
        return Arb.From(generator, Smaller);

        DrawnRequest? Make(ImmutableSortedDictionary<string, FactValue> values, IEnumerable<string> out_)
        {
            var witness = RequestBuilder.Build(compiled, new FactAssignment(WithDependants(values), at), allowSampleEvidence);
            return witness is null ? null : new DrawnRequest(values, witness with { Recorded = witness.Recorded with { State = new RouterState(out_.ToImmutableSortedSet(StringComparer.Ordinal)) } });
        }

        IEnumerable<DrawnRequest> Smaller(DrawnRequest request) =>
            Shrinking.Of(request.Facts, constants).Select(values => Make(values, request.Witness.Recorded.State.Down))
                .Concat(request.Witness.Recorded.State.Down.Select(id => Make(request.Facts, request.Witness.Recorded.State.Down.Remove(id))))
                .OfType<DrawnRequest>();
    }

    private static Gen<ImmutableSortedDictionary<string, FactValue>> Facts(IReadOnlyList<FactDefinition> facts, FactConstants constants) =>
        facts.Aggregate(
            Gen.Constant(ImmutableSortedDictionary.Create<string, FactValue>(StringComparer.Ordinal)),
            (values, fact) => values.Zip(Value(fact, constants)).Select(pair => pair.Item2.IsKnown ? pair.Item1.SetItem(fact.Name, pair.Item2) : pair.Item1));

    private static Gen<FactValue> Value(FactDefinition fact, FactConstants constants) => Gen.Frequency(
        (constants.IsAsked(fact.Name) ? 3 : 1, Known(fact, constants)),
        (constants.IsAsked(fact.Name) ? 1 : 4, Gen.Constant(FactValue.Unknown)));

    private static Gen<FactValue> Known(FactDefinition fact, FactConstants constants) => fact.Type switch
    {
        FactType.Boolean => Gen.Elements(true, false).Select(flag => FactValue.Of(flag)),
        FactType.Number => Gen.Elements(Numbers(fact, constants).AsEnumerable()).Select(number => FactValue.Of(number)),
        FactType.Enum => Gen.Elements(fact.Values.AsEnumerable()).Select(FactValue.Of),
        FactType.Set => Gen.SubListOf(fact.Values.Concat(constants.Texts(fact.Name)).Append("other").Distinct(StringComparer.Ordinal))
            .Select(members => FactValue.Of(members.ToImmutableSortedSet(StringComparer.Ordinal))),
        _ => Gen.Elements(constants.Texts(fact.Name).Append("other").Append("")).Select(FactValue.Of),
    };

    /// <summary>Each constant and its neighbours, within the fact's domain.</summary>
    private static List<double> Numbers(FactDefinition fact, FactConstants constants)
    {
        var domain = FactDomains.Of(fact);
        var near = constants.Numbers(fact.Name).SelectMany(value => new[] { value, value - 1, value + 1, value / 2 })
            .Concat([0.0, 1, 100, 4_000])
            .Concat(constants.Numbers(fact.Name).SelectMany(value => new[] { domain.AtMost(value) - 1, domain.AtMost(value) + 1 }.Where(index => index >= domain.First && index <= domain.Last).Select(index => domain[index])));
        return [.. near.Select(value => domain[Math.Clamp(domain.AtMost(value), domain.First, domain.Last)]).Where(value => Math.Abs(value) < 1e9).Append(domain[Math.Max(domain.First, domain.AtMost(1))]).Distinct()];
    }

    private static Gen<ImmutableSortedDictionary<string, FactValue>> Leaning(
        ImmutableSortedDictionary<string, FactValue> values,
        FactSchema schema,
        FactConstants constants,
        IReadOnlyCollection<Condition> towards) =>
        Gen.Elements(towards.AsEnumerable()).SelectMany(condition => new GuidedDraw(schema, constants, Numbers).Draw(values, condition, wanted: true), (_, met) => met);

    /// <summary>Facts that depend on other facts.</summary>
    private static bool IsDerived(FactDefinition fact) => fact.Name is "complexity.tier" or "taskConfidence" or "messageCount" or "attempts.lastFailure";

    private static Dictionary<string, FactValue> WithDependants(ImmutableSortedDictionary<string, FactValue> values)
    {
        var all = new Dictionary<string, FactValue>(values, StringComparer.Ordinal);
        if (all.ContainsKey("complexity.score") || all.ContainsKey("prompt.hasCode"))
        {
            all.TryAdd("prompt.characters", FactValue.Of(100.0));
        }

        if (all.TryGetValue("attempts.count", out var attempts))
        {
            all["attempts.count"] = FactValue.Of(Math.Min(attempts.Number, 9));
        }

        if (all.ContainsKey("session.lastEndpoint"))
        {
            all.TryAdd("session.id", FactValue.Of("s"));
        }

        all["taskConfidence"] = FactValue.Of(1.0);
        return all;
    }
}
