using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>Every alias leads to one model on every day: the names exist, no way leads round in a circle, no day has two targets.</summary>
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
                    diagnostics.Add(CatalogDiagnostics.UnknownReference, target.Span, $"no model is called `{target.Model}`", Suggestion.DidYouMean(target.Model, catalog.Models.Where(model => model != alias).Select(model => model.Id)));
                }
                else if (Circle(alias, target, catalog) is { } circle)
                {
                    diagnostics.Add(CatalogDiagnostics.BadAlias, target.Span, $"`{alias.Id}` stands for itself on {circle.Day:yyyy-MM-dd}: {circle.Way}", "name the dated model that answers");
                }
                else if (index > 0 && alias.AliasOf[index - 1].Since == target.Since)
                {
                    diagnostics.Add(CatalogDiagnostics.BadAlias, target.Span, $"`{alias.Id}` stands for two models since {target.Since:yyyy-MM-dd}, `{alias.AliasOf[index - 1].Model}` and `{target.Model}`", "keep one");
                }
                else if (index > 0 && alias.AliasOf[index - 1].Model == target.Model)
                {
                    diagnostics.Add(CatalogDiagnostics.BadAlias, target.Span, $"`{alias.Id}` stands for `{target.Model}` since {alias.AliasOf[index - 1].Since:yyyy-MM-dd} already", "leave it out: it would lose what was learnt since");
                }
            }
        }
    }

    /// <summary>The first day on which following a target leads back to its alias; targets change on these days alone.</summary>
    private static (DateOnly Day, string Way)? Circle(Model alias, AliasTarget target, ModelCatalog catalog)
    {
        foreach (var day in catalog.AliasChanges.Where(day => alias.TargetOn(day) == target))
        {
            var way = new List<string> { alias.Id };
            var model = catalog.FindModel(target.Model);
            while (model is not null && !way.Contains(model.Id))
            {
                way.Add(model.Id);
                model = model.TargetOn(day) is { } next ? catalog.FindModel(next.Model) : null;
            }

            if (model == alias)
            {
                return (day, string.Join(" → ", way.Append(alias.Id).Select(id => $"`{id}`")));
            }
        }

        return null;
    }
}
