using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Language.Checks;

/// <summary>Difficulty is learned by an attribute that the policy declares or inherits, and that callers cannot set.</summary>
internal sealed class DifficultyGroupCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            if (policy.Economics.DifficultyBy is { } reference)
            {
                Check(
                    reference,
                    [.. PolicyLayers.AncestorsOf(policies, policy).SelectMany(layer => layer.Attributes)],
                    diagnostics);
            }
        }
    }

    private static void Check(AttributeReference reference, IReadOnlyCollection<AttributeDeclaration> declared, DiagnosticBag diagnostics)
    {
        if (declared.FirstOrDefault(one => one.Name == reference.Name) is not { } attribute)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadDifficultyGroup,
                reference.Span,
                $"`difficultyBy` names the unknown attribute `{reference.Name}`",
                Suggestion.DidYouMean(
                    reference.Name,
                    declared.Where(one => one.From != Provenance.Caller).Select(one => one.Name),
                    "declare it under `attributes`, with `source: key` or `source: service`"));
        }
        else if (attribute.From == Provenance.Caller)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadDifficultyGroup,
                reference.Span,
                $"`difficultyBy` names `{attribute.Name}`, which callers set: another value would have another difficulty",
                $"declare `{attribute.Name}` with `source: key` or `source: service`");
        }
    }
}
