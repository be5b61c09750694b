using System.Collections.Frozen;
using System.Text.RegularExpressions;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Language.Checks;

/// <summary>Attributes, lets and clocks have names that conditions can use, each declared once among all layers of a policy.</summary>
internal sealed partial class DeclarationCheck : IPolicyCheck
{
    /// <summary>
    /// Words of the expression language, and <c>known</c>, <c>script</c> and <c>param</c>, which conditions are compiled with.
    /// </summary>
    private static readonly FrozenSet<string> Reserved =
        "it parent root new and or as is not mod eq ne neq lt le gt ge iif np cast true false null in has known script param true".Split(
            ' ')
            .ToFrozenSet(StringComparer.Ordinal);

    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            foreach (var attribute in policy.Attributes)
            {
                Check(attribute, diagnostics);
            }

            foreach (var (name, span) in Declared(policy))
            {
                CheckName(name, span, diagnostics);
            }

            CheckOnce(PolicyLayers.Of(policies, policy), diagnostics);
        }
    }

    private static IEnumerable<(string Name, SourceSpan Span)> Declared(RoutingPolicy policy) =>
        policy.Attributes.Select(attribute => (attribute.Name, attribute.Span))
            .Concat(policy.Lets.Select(let => (let.Name, let.Span)))
            .Concat(policy.Clocks.Select(clock => (clock.Name, clock.Span)));

    private static void Check(AttributeDeclaration attribute, DiagnosticBag diagnostics)
    {
        if (attribute.Type == FactType.Enum && attribute.Values.IsEmpty)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadAttribute,
                attribute.Span,
                attribute.Name.Length == 0 ? "the enum has no values" : $"enum `{attribute.Name}` has no values",
                "list them under `values`");
        }

        if (attribute.Type is not (FactType.Enum or FactType.Set) && !attribute.Values.IsEmpty)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadAttribute,
                attribute.Span,
                $"`{attribute.Name}` has values but is neither an enum nor a set",
                "make it `type: enum`");
        }

        if (attribute.Values.GroupBy(value => value, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadAttribute,
                attribute.Span,
                $"`{attribute.Name}` has the duplicate value `{twice.Key}`",
                "keep one");
        }

        if (attribute.RaiseOnly && (attribute.Type != FactType.Enum || attribute.From != Provenance.Caller))
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadAttribute,
                attribute.Span,
                $"`raiseOnly` has no effect on `{attribute.Name}`",
                "it needs `type: enum` and `source: caller`");
        }
        else if (attribute.RaiseOnly && !attribute.Default.IsKnown)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadAttribute,
                attribute.Span,
                $"`raiseOnly` of `{attribute.Name}` has no starting value: a caller whose credential sets none could claim any",
                "set its `default`");
        }
    }

    private static void CheckName(string name, SourceSpan span, DiagnosticBag diagnostics)
    {
        if (!Name().IsMatch(name))
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadAttribute,
                span,
                name.Length == 0 ? "a name is empty" : $"`{name}` is not a valid name",
                "use letters, digits and underscores, starting with a lower case letter");
        }
        else if (Reserved.Contains(name))
        {
            diagnostics.Add(DeclarationDiagnostics.BadAttribute, span, $"`{name}` is a reserved word of conditions", "choose another name");
        }
        else if (FixedFacts.Definitions.Any(fact => fact.Name == name || fact.Name.StartsWith(name + ".", StringComparison.Ordinal)))
        {
            diagnostics.Add(DeclarationDiagnostics.BadAttribute, span, $"`{name}` is a built-in fact", "choose another name");
        }
    }

    private static void CheckOnce(PolicyLayers layers, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, (string Policy, SourceSpan Span)>(StringComparer.Ordinal);
        foreach (var layer in layers.Layers.Reverse())
        {
            foreach (var (name, span) in Declared(layer))
            {
                if (!seen.TryAdd(name, (layer.Name, span)) && seen[name].Span != span)
                {
                    diagnostics.Add(
                        DeclarationDiagnostics.RedeclaredName,
                        span,
                        $"duplicate name `{name}`, already declared by `{seen[name].Policy}`",
                        $"the first is at {seen[name].Span}; remove one, or choose another name");
                }
            }
        }
    }

    [GeneratedRegex("^[a-z][A-Za-z0-9_]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
