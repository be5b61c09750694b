using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Facts;

/// <summary>Converts the request's attributes to their declared types and checks who may set each.</summary>
internal sealed class AttributeReader(
    CompiledPolicy policy,
    RequestFacts facts,
    RouterState state,
    ImmutableArray<RequestError>.Builder errors)
{
    private const int MaxListed = 12;

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
        var otherwise = declared.Count == 0
            ? "it declares none"
            : $"it declares {string.Join(", ", declared.Take(MaxListed).Select(one => $"`{one}`"))}";
        foreach (var name in request.Attributes.Keys.Where(name => !declared.Contains(name)))
        {
            Report(name, $"policy `{policy.Name}` declares no attribute `{name}`{Suggestion.Clause(name, declared, otherwise)}");
        }
    }

    private void Read(AttributeDeclaration attribute, FactSlot slot, DecisionRequest request)
    {
        var floor = attribute.Default;
        var from = Provenance.Service;
        if (request.KeyAttributes.TryGetValue(attribute.Name, out var keyed) && Convert(attribute, keyed) is { } fromKey)
        {
            (floor, from) = (fromKey, attribute.From == Provenance.Service ? Provenance.Service : Provenance.Key);
        }

        if (request.Attributes.TryGetValue(attribute.Name, out var value) && Convert(attribute, value) is { } given)
        {
            if (attribute.From != Provenance.Caller)
            {
                Report(
                    attribute.Name,
                    $"`{attribute.Name}` is set by the {EnumNames<Provenance>.NameOf(attribute.From)}, not by the caller");
            }
            else if (attribute.RaiseOnly && floor.IsKnown && attribute.Values.IndexOf(given.Text!) < attribute.Values.IndexOf(floor.Text!))
            {
                Report(attribute.Name, $"`{attribute.Name}` may be raised above \"{floor.Text}\" but not lowered to \"{given.Text}\"");
            }
            else
            {
                (floor, from) = (given, Provenance.Caller);
            }
        }

        if (attribute.RaiseOnly && IsRaisedBySession(attribute, floor, out var kept))
        {
            (floor, from) = (FactValue.Of(kept), Provenance.State);
        }

        facts.Set(slot, floor, from);
    }

    /// <summary>Whether the attribute was higher before in the session: what a session holds does not become harmless.</summary>
    private bool IsRaisedBySession(AttributeDeclaration attribute, FactValue value, [NotNullWhen(true)] out string? kept) =>
        state.SessionAttributes.TryGetValue(attribute.Name, out kept)
        && attribute.Values.IndexOf(kept) > (value.IsKnown ? attribute.Values.IndexOf(value.Text!) : -1);

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
                return IsAllowed(attribute, text.Value) ? FactValue.Of(text.Value) : null;
            case (FactType.Set, AttributeValue.List list):
                return list.Values.All(value => IsAllowed(attribute, value))
                    ? FactValue.Of(list.Values.ToImmutableSortedSet(StringComparer.Ordinal))
                    : null;
            case (FactType.Boolean or FactType.Number or FactType.String or FactType.Enum or FactType.Set, _):
                Report(attribute.Name, $"`{attribute.Name}` must be {Describe(attribute.Type)}");
                return null;
            default:
                throw new UnreachableException($"{attribute.Type}");
        }
    }

    private bool IsAllowed(AttributeDeclaration attribute, string value)
    {
        if (attribute.Values.IsDefaultOrEmpty || attribute.Values.Contains(value))
        {
            return true;
        }

        Report(
            attribute.Name,
            $"`{attribute.Name}` has no value \"{value}\"; {Suggestion.DidYouMean(value, attribute.Values, $"allowed values: {string.Join(", ", attribute.Values)}")}");
        return false;
    }

    private static string Describe(FactType type) => type switch
    {
        FactType.Boolean => "a boolean",
        FactType.Number => "a number",
        FactType.Set => "a list of strings",
        FactType.String or FactType.Enum => "a string",
    };

    private void Report(string name, string message) =>
        errors.Add(
            new RequestError(
                $"/attributes/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}",
                message));
}
