using System.Text.RegularExpressions;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Language.Checks;

/// <summary>Intents have names of their own and enough examples, and no example belongs to two of them.</summary>
internal sealed partial class IntentCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            foreach (var intent in policy.Intents)
            {
                CheckName(intent, diagnostics);
                CheckNumber(intent, diagnostics);
            }

            CheckLayers(PolicyLayers.Of(policies, policy), diagnostics);
        }
    }

    private static void CheckName(IntentDeclaration intent, DiagnosticBag diagnostics)
    {
        if (intent.Name == IntentDeclaration.None)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadIntent,
                intent.Span,
                $"`{IntentDeclaration.None}` is what `{IntentDeclaration.Fact}` is for a request without an intent",
                "choose another name");
        }
        else if (!Name().IsMatch(intent.Name))
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadIntent,
                intent.Span,
                intent.Name.Length == 0 ? "a name is empty" : $"`{intent.Name}` is not a valid name",
                "use lower case letters, digits and hyphens, starting with a letter");
        }
    }

    private static void CheckNumber(IntentDeclaration intent, DiagnosticBag diagnostics)
    {
        var different = intent.Examples.Select(example => example.Text.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (different < IntentDeclaration.MinExamples)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadIntent,
                intent.Span,
                $"intent `{intent.Name}` has {different} different {(different == 1 ? "example" : "examples")}, at least {IntentDeclaration.MinExamples} are needed",
                "add prompts in other wordings; 10 or more separate better");
        }
    }

    private static void CheckLayers(PolicyLayers layers, DiagnosticBag diagnostics)
    {
        var names = new Dictionary<string, (string Policy, SourceSpan Span)>(StringComparer.Ordinal);
        var examples = new Dictionary<string, (string Intent, SourceSpan Span)>(StringComparer.OrdinalIgnoreCase);
        foreach (var layer in layers.Layers.Reverse())
        {
            foreach (var intent in layer.Intents)
            {
                if (!names.TryAdd(intent.Name, (layer.Name, intent.Span)) && names[intent.Name].Span != intent.Span)
                {
                    diagnostics.Add(
                        DeclarationDiagnostics.RedeclaredName,
                        intent.Span,
                        $"duplicate intent `{intent.Name}`, already declared by `{names[intent.Name].Policy}`",
                        $"the first is at {names[intent.Name].Span}; remove one, or choose another name");
                }

                foreach (var example in intent.Examples)
                {
                    if (!examples.TryAdd(example.Text.Trim(), (intent.Name, example.Span))
                        && examples[example.Text.Trim()] is var first && first.Intent != intent.Name)
                    {
                        diagnostics.Add(
                            DeclarationDiagnostics.BadIntent,
                            example.Span,
                            $"this example of `{intent.Name}` is also one of `{first.Intent}`",
                            $"the first is at {first.Span}; remove one");
                    }
                }
            }

            CheckFact(layers, layer, diagnostics);
        }

        if (layers.Intents().Sum(intent => intent.Examples.Length) is > IntentDeclaration.MaxExamples and var all)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadIntent,
                layers.Intents().Last().Span,
                $"the intents of `{layers.Policy.Name}` have {all} examples, at most {IntentDeclaration.MaxExamples} can be learned",
                "keep the examples that differ most; 10 to 20 for each intent suffice");
        }
    }

    /// <summary>Nothing else has the name of the fact.</summary>
    private static void CheckFact(PolicyLayers layers, RoutingPolicy layer, DiagnosticBag diagnostics)
    {
        if (!layers.Intents().Any())
        {
            return;
        }

        var declared = layer.Attributes.Select(attribute => (attribute.Name, attribute.Span))
            .Concat(layer.Lets.Select(let => (let.Name, let.Span)))
            .Concat(layer.Clocks.Select(clock => (clock.Name, clock.Span)));
        foreach (var (_, span) in declared.Where(one => one.Name == IntentDeclaration.Fact))
        {
            diagnostics.Add(
                DeclarationDiagnostics.RedeclaredName,
                span,
                $"duplicate name `{IntentDeclaration.Fact}`, which is the fact of the policy's intents",
                "choose another name");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
