using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Wire.Records;

namespace RulesRouter.Verification.Witnesses;

/// <summary>Values of facts → the smallest request and classification from which the evaluator derives them.</summary>
internal static class RequestBuilder
{
    /// <summary>Null if no request within size limits has such facts.</summary>
    /// <param name="catalog">Its endpoints are those that attempts were made at.</param>
    public static Witness? Build(CompiledPolicy policy, ModelCatalog catalog, FactAssignment facts, bool allowSample)
    {
        var draft = RequestDraft.Of(policy.Name, Tried(catalog, DateOnly.FromDateTime(facts.At.UtcDateTime)), slot => facts[slot]);
        if (draft.IsTooLarge)
        {
            return null;
        }

        var request = draft.Request with
        {
            Attributes = Attributes(policy, facts, byKey: false),
            KeyAttributes = Attributes(policy, facts, byKey: true),
            Measured = draft.Request.Measured is { } measured
                ? measured with { Intent = Intent(policy, facts), Tests = Tests(policy, facts) }
                : null,
        };
        return new Witness(new RecordedRequest(request, draft.Classification, BudgetStates.Of(policy, facts), allowSample), facts.At);
    }

    private static string? Intent(CompiledPolicy policy, FactAssignment facts) =>
        policy.Intents is { } intents && facts[policy.Schema[intents.Slot].Name] is { IsKnown: true } value ? value.Text : null;

    private static ImmutableSortedDictionary<string, bool> Tests(CompiledPolicy policy, FactAssignment facts) => policy.Schema.Facts
        .Where(fact => fact.TextTest is not null && facts[fact.Name].IsKnown)
        .ToImmutableSortedDictionary(fact => fact.Name, fact => facts[fact.Name].Flag, StringComparer.Ordinal);

    /// <summary>One that no longer serves where there is one, so that few candidates were tried.</summary>
    private static string Tried(ModelCatalog catalog, DateOnly today) =>
        (catalog.Endpoints.FirstOrDefault(endpoint => !endpoint.IsServed(today) || !endpoint.AnswersChat)
            ?? catalog.Endpoints.LastOrDefault())?.Id
        ?? "tried/before";

    private static ImmutableSortedDictionary<string, AttributeValue> Attributes(CompiledPolicy policy, FactAssignment facts, bool byKey)
    {
        var said = ImmutableSortedDictionary.CreateBuilder<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var attribute in policy.Layers.Attributes())
        {
            var value = facts[attribute.Name];
            if (value.IsKnown && value != attribute.Default && NeedsKey(attribute, value) == byKey)
            {
                said[attribute.Name] = Said(attribute.Type, value);
            }
        }

        return said.ToImmutable();
    }

    private static bool NeedsKey(AttributeDeclaration attribute, FactValue value) => attribute.From != Provenance.Caller
        || (attribute.RaiseOnly
            && attribute.Default.IsKnown
            && attribute.Values.IndexOf(value.Text!) < attribute.Values.IndexOf(attribute.Default.Text!));

    private static AttributeValue Said(FactType type, FactValue value) => type switch
    {
        FactType.Boolean => new AttributeValue.Boolean(value.Flag),
        FactType.Number => new AttributeValue.Number(value.Number),
        FactType.Set => new AttributeValue.List([.. value.Set!]),
        FactType.String or FactType.Enum => new AttributeValue.String(value.Text!),
    };
}
