using System.Collections.Frozen;
using System.Text.RegularExpressions;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>
/// Scripts and their inputs have names that JavaScript and conditions can use, each declared once among all layers of a policy.
/// </summary>
internal sealed partial class ScriptCheck : IPolicyCheck
{
    private static readonly FrozenSet<string> Reserved =
        ("arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in "
        + "instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield "
        + "undefined it parent root has known script param").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            foreach (var script in policy.Scripts)
            {
                Check(script, diagnostics);
            }

            CheckOnce(PolicyLayers.Of(policies, policy), diagnostics);
        }
    }

    private static void Check(ScriptDeclaration script, DiagnosticBag diagnostics)
    {
        foreach (var (name, span) in script.Inputs.Select(input => (input.Name, input.Span)).Prepend((script.Name, script.Span)))
        {
            if (!Name().IsMatch(name) || Reserved.Contains(name))
            {
                diagnostics.Add(
                    DeclarationDiagnostics.BadScript,
                    span,
                    $"`{name}` is not a valid name of a script or an input",
                    "use letters, digits and underscores, starting with a lower case letter; reserved words of JavaScript are not allowed");
            }
        }

        var endpoints = script.Inputs.Where(input => input.Type == ScriptType.Endpoint).ToList();
        if (endpoints.Count > 1 || (endpoints.Count == 1 && script.Inputs[0] != endpoints[0]))
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadScript,
                endpoints[^1].Span,
                $"`{endpoints[^1].Name}` must be the only endpoint and the first input",
                "a script scores one endpoint at a time");
        }
        else if (endpoints.Count == 1 && script.Result != ScriptResult.Number)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadScript,
                script.Span,
                $"script `{script.Name}` scores endpoints but does not return a number",
                "set `result: number`");
        }
    }

    private static void CheckOnce(PolicyLayers layers, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, ScriptDeclaration>(StringComparer.Ordinal);
        foreach (var script in layers.Layers.Reverse().SelectMany(layer => layer.Scripts))
        {
            if (!seen.TryAdd(script.Name, script) && seen[script.Name].Span != script.Span)
            {
                diagnostics.Add(
                    DeclarationDiagnostics.RedeclaredName,
                    script.Span,
                    $"duplicate script `{script.Name}`, already declared by `{seen[script.Name].Policy}`",
                    $"the first is at {seen[script.Name].Span}; remove one, or choose another name");
            }
        }
    }

    [GeneratedRegex("^[a-z][A-Za-z0-9_]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
