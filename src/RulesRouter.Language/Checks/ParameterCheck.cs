using System.Text.RegularExpressions;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Language.Checks;

/// <summary>Parameters are declared once; every use and setting names a declared parameter and is within its bounds.</summary>
internal sealed partial class ParameterCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            foreach (var parameter in policy.Parameters)
            {
                CheckDeclaration(parameter, diagnostics);
            }

            var visible = Visible(policies, policy);
            foreach (var setting in policy.Settings)
            {
                CheckValue(visible, setting.Name, setting.Value, setting.Span, policy.Name, diagnostics);
            }

            foreach (var clause in policy.Rules.SelectMany(rule => rule.Constraints).Where(clause => clause.Parameter is not null))
            {
                CheckUse(visible, clause, policy.Name, diagnostics);
            }

            CheckOnce(PolicyLayers.Of(policies, policy), diagnostics);
        }

        CheckOverrides(policies, diagnostics);
    }

    private static List<ParameterDeclaration> Visible(PolicySet policies, RoutingPolicy policy) =>
        [.. PolicyLayers.AncestorsOf(policies, policy).SelectMany(layer => layer.Parameters).DistinctBy(parameter => parameter.Name)];

    private static void CheckDeclaration(ParameterDeclaration parameter, DiagnosticBag diagnostics)
    {
        if (!Name().IsMatch(parameter.Name))
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadParameter,
                parameter.Span,
                $"`{parameter.Name}` is not a valid parameter name",
                "use letters, digits and underscores, starting with a lower case letter");
        }

        if (parameter.Type == FactType.Enum && parameter.Values.IsEmpty)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadParameter,
                parameter.Span,
                $"enum `{parameter.Name}` has no values",
                "list them under `values`");
        }

        if (parameter.Type != FactType.Number && (parameter.Min ?? parameter.Max) is not null)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadParameter,
                parameter.Span,
                $"`{parameter.Name}` has bounds but is not a number",
                "remove `min` and `max`");
        }
    }

    private static void CheckValue(
        List<ParameterDeclaration> visible,
        string name,
        object? value,
        SourceSpan span,
        string policy,
        DiagnosticBag diagnostics)
    {
        if (visible.FirstOrDefault(parameter => parameter.Name == name) is not { } found)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadParameter,
                span,
                $"policy `{policy}` has no parameter `{name}`",
                Suggestion.DidYouMean(
                    name,
                    visible.Select(parameter => parameter.Name),
                    visible.Count == 0
                        ? "neither this policy nor its parents declare parameters"
                        : $"declared parameters: {string.Join(", ", visible.Select(parameter => parameter.Name))}"));
        }
        else if (found.ErrorOf(value) is { } fault)
        {
            diagnostics.Add(DeclarationDiagnostics.BadParameter, span, fault, $"it is declared at {found.Span}");
        }
    }

    private static void CheckUse(List<ParameterDeclaration> visible, ConstraintClause clause, string policy, DiagnosticBag diagnostics)
    {
        if (visible.FirstOrDefault(parameter => parameter.Name == clause.Parameter) is not { } found)
        {
            CheckValue(visible, clause.Parameter!, null, clause.Span, policy, diagnostics);
        }
        else if (found.Type != FactType.Number)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadParameter,
                clause.Span,
                $"type mismatch: `{clause.Definition.Name}` is a number, parameter `{found.Name}` is not",
                $"it is declared at {found.Span}");
        }
        else if (!(found.Min >= 0))
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadParameter,
                found.Span,
                $"parameter `{found.Name}` sets `{clause.Definition.Name}`, which cannot be negative",
                "set its `min` to at least 0");
        }
    }

    private static void CheckOnce(PolicyLayers layers, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, (string Policy, SourceSpan Span)>(StringComparer.Ordinal);
        foreach (var (layer, parameter) in layers.Layers
            .Reverse()
            .SelectMany(layer => layer.Parameters.Select(parameter => (layer, parameter))))
        {
            if (!seen.TryAdd(parameter.Name, (layer.Name, parameter.Span)) && seen[parameter.Name].Span != parameter.Span)
            {
                diagnostics.Add(
                    DeclarationDiagnostics.RedeclaredName,
                    parameter.Span,
                    $"duplicate parameter `{parameter.Name}`, already declared by `{seen[parameter.Name].Policy}`",
                    $"the first is at {seen[parameter.Name].Span}; change its value under `set`");
            }
        }
    }

    private static void CheckOverrides(PolicySet policies, DiagnosticBag diagnostics)
    {
        foreach (var given in policies.Overrides)
        {
            if (policies.Find(given.Policy) is { } policy)
            {
                CheckValue(Visible(policies, policy), given.Name, given.Value, given.Span, policy.Name, diagnostics);
            }
            else
            {
                diagnostics.Add(
                    DeclarationDiagnostics.BadParameter,
                    given.Span,
                    $"unknown policy `{given.Policy}`",
                    KnownPolicies.Help(given.Policy, policies.Policies.Select(other => other.Name)));
            }
        }

        foreach (var again in policies.Overrides.GroupBy(given => (given.Policy, given.Name, given.Rank)).SelectMany(same => same.Skip(1)))
        {
            diagnostics.Add(DeclarationDiagnostics.BadParameter, again.Span, $"`{again.Policy}.{again.Name}` is set twice", "keep one");
        }
    }

    [GeneratedRegex("^[a-z][A-Za-z0-9_]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
