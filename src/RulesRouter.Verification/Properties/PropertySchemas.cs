using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Properties;

/// <summary>
/// The names that a property may use about requests, decisions and hops. A fact of a decision or hop hides an attribute of the same name.
/// </summary>
internal sealed class PropertySchemas
{
    public PropertySchemas(CompiledPolicy policy)
    {
        Request = policy.Schema;
        Decision = Beside(policy.Schema, DecisionFacts.All);
        Hop = Beside(policy.Schema, [.. DecisionFacts.All, .. HopFacts.OfEndpoint, .. HopFacts.OfCall]);
    }

    public FactSchema Request { get; }

    public FactSchema Decision { get; }

    public FactSchema Hop { get; }

    /// <summary>The facts of a decision and of its request.</summary>
    public RequestFacts FactsOf(Decision decision, RequestFacts request) => Filled(Decision, request, DecisionFacts.Of(decision));

    public RequestFacts FactsOf(Decision decision, Hop hop, RequestFacts request, bool allowSample)
    {
        var input = request[FixedFacts.InputTokens];
        return Filled(
            Hop,
            request,
            DecisionFacts.Of(decision).Concat(HopFacts.Of(hop, decision.At, allowSample, input.IsKnown ? input.Number : 0)));
    }

    private static RequestFacts Filled(FactSchema schema, RequestFacts request, IEnumerable<(string Name, FactValue Value)> values)
    {
        var facts = new RequestFacts(schema);
        for (var index = 0; index < schema.Facts.Length; index++)
        {
            if (request.Schema.TryFind(schema.Facts[index].Name, out var slot))
            {
                facts.Set(new FactSlot(index), request[slot], request.ProvenanceOf(slot));
            }
        }

        foreach (var (name, value) in values)
        {
            schema.TryFind(name, out var slot);
            facts.Set(slot, value, Provenance.Service);
        }

        return facts;
    }

    private static FactSchema Beside(FactSchema request, ImmutableArray<FactDefinition> more)
    {
        var taken = more.Select(fact => fact.Name.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        return new FactSchema(
            [.. request.Facts.Skip(FixedFacts.All.Length).Where(fact => !taken.Contains(fact.Name.Split('.')[0])), .. more]);
    }
}
