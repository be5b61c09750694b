using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Facts;

/// <summary>Types the request's attributes against the policy's declarations, and holds each to who may set it.</summary>
internal sealed class AttributeReader(CompiledPolicy policy, RequestFacts facts, ImmutableArray<RequestFault>.Builder faults)
{
    public void Read(DecisionRequest request)
    {
        var (known, declared) = (0, policy.Attributes);
        foreach (var (attribute, slot) in declared)
        {
            known += request.Attributes.ContainsKey(attribute.Name) ? 1 : 0;
            Read(attribute, slot, request);
        }

        if (known < request.Attributes.Count)
        {
            ReportUndeclared(request);
        }
    }

    private void ReportUndeclared(DecisionRequest request)
    {
        var declared = policy.Attributes.Select(one => one.Attribute.Name).ToList();
        foreach (var name in request.Attributes.Keys.Where(name => !declared.Contains(name)))
        {
            var help = Suggestion.DidYouMean(name, declared);
            Fault(name, $"policy `{policy.Name}` declares no attribute `{name}`{(help.Length > 0 ? "; " + help : "")}");
        }
    }

    private void Read(AttributeDeclaration attribute, FactSlot slot, DecisionRequest request)
    {
        var floor = attribute.Default;
        var from = Provenance.Service;
        if (request.KeyAttributes.TryGetValue(attribute.Name, out var keyed) && Convert(attribute, keyed) is { } carried)
        {
            (floor, from) = (carried, Provenance.Key);
        }

        if (request.Attributes.TryGetValue(attribute.Name, out var given) && Convert(attribute, given) is { } said)
        {
            if (attribute.From != Provenance.Caller)
            {
                Fault(attribute.Name, $"`{attribute.Name}` is set by the {attribute.From.ToString().ToLowerInvariant()}, not by the caller");
            }
            else if (attribute.RaiseOnly && floor.IsKnown && attribute.Values.IndexOf(said.Text!) < attribute.Values.IndexOf(floor.Text!))
            {
                Fault(attribute.Name, $"`{attribute.Name}` may be raised above \"{floor.Text}\" but not lowered to \"{said.Text}\"");
            }
            else
            {
                (floor, from) = (said, Provenance.Caller);
            }
        }

        facts.Set(slot, floor, from);
    }

    private FactValue? Convert(AttributeDeclaration attribute, AttributeValue value)
    {
        switch (attribute.Type, value)
        {
            case (FactType.Boolean, AttributeValue.Boolean flag):
                return FactValue.Of(flag.Value);
            case (FactType.Number, AttributeValue.Number number):
                return FactValue.Of(number.Value);
            case (FactType.String, AttributeValue.String text):
                return FactValue.Of(text.Value);
            case (FactType.Enum, AttributeValue.String text):
                return OfEnum(attribute, text.Value) ? FactValue.Of(text.Value) : null;
            case (FactType.Set, AttributeValue.List list):
                return list.Values.All(value => OfEnum(attribute, value)) ? FactValue.Of(list.Values.ToImmutableSortedSet(StringComparer.Ordinal)) : null;
            default:
                Fault(attribute.Name, $"`{attribute.Name}` must be {Described(attribute.Type)}");
                return null;
        }
    }

    private bool OfEnum(AttributeDeclaration attribute, string value)
    {
        if (attribute.Values.IsDefaultOrEmpty || attribute.Values.Contains(value))
        {
            return true;
        }

        var help = Suggestion.DidYouMean(value, attribute.Values);
        Fault(attribute.Name, $"`{attribute.Name}` is never \"{value}\"; {(help.Length > 0 ? help : $"it is one of {string.Join(", ", attribute.Values)}")}");
        return false;
    }

    private static string Described(FactType type) => type switch
    {
        FactType.Boolean => "true or false",
        FactType.Number => "a number",
        FactType.Set => "a list of texts",
        _ => "a text",
    };

    private void Fault(string name, string message) =>
        faults.Add(new RequestFault($"/attributes/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", message));
}
