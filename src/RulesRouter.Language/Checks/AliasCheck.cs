using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>Every alias resolves to one model on every day: names exist, there are no cycles, no day has two targets.</summary>
internal sealed class AliasCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var alias in catalog.Models)
        {
            for (var index = 0; index < alias.AliasOf.Length; index++)
            {
                var target = alias.AliasOf[index];
                if (catalog.FindModel(target.Model) is null)
                {
                    diagnostics.Add(
                        CatalogDiagnostics.UnknownReference,
                        target.Span,
                        $"unknown model `{target.Model}`",
                        Suggestion.DidYouMean(target.Model, catalog.Models.Where(model => model != alias).Select(model => model.Id)));
                }
                else if (Cycle(alias, target, catalog) is { } cycle)
                {
                    diagnostics.Add(
                        CatalogDiagnostics.BadAlias,
                        target.Span,
                        $"alias cycle on {cycle.Day:yyyy-MM-dd}: {cycle.Path}",
                        "name the dated model");
                }
                else if (index > 0 && alias.AliasOf[index - 1].Since == target.Since)
                {
                    diagnostics.Add(
                        CatalogDiagnostics.BadAlias,
                        target.Span,
                        $"alias `{alias.Id}` has two targets since {target.Since:yyyy-MM-dd}: `{alias.AliasOf[index - 1].Model}` and `{target.Model}`",
                        "keep one");
                }
                else if (index > 0 && alias.AliasOf[index - 1].Model == target.Model)
                {
                    diagnostics.Add(
                        CatalogDiagnostics.BadAlias,
                        target.Span,
                        $"alias `{alias.Id}` already has the target `{target.Model}` since {alias.AliasOf[index - 1].Since:yyyy-MM-dd}",
                        "remove it: it would discard the outcomes learned since then");
                }
            }
        }
    }

    /// <summary>The first day on which following a target leads back to its alias; targets change only on these days.</summary>
    private static (DateOnly Day, string Path)? Cycle(Model alias, AliasTarget target, ModelCatalog catalog)
    {
        foreach (var day in catalog.AliasChanges.Where(day => alias.TargetOn(day) == target))
        {
            var path = new List<string> { alias.Id };
            var model = catalog.FindModel(target.Model);
            while (model is not null && !path.Contains(model.Id))
            {
                path.Add(model.Id);
                model = model.TargetOn(day) is { } next ? catalog.FindModel(next.Model) : null;
            }

            if (model == alias)
            {
                return (day, string.Join(" → ", path.Append(alias.Id).Select(id => $"`{id}`")));
            }
        }

        return null;
    }
}
