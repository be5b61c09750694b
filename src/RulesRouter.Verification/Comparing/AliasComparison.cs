using System.Globalization;
using RulesRouter.Catalog;

namespace RulesRouter.Verification.Comparing;

/// <summary>What an endpoint's model id stands for, now and from coming days on. Where that changes, what was learnt of it starts anew.</summary>
internal static class AliasComparison
{
    /// <param name="today">By UTC.</param>
    public static IEnumerable<CatalogChange> Compare(string endpoint, ModelCatalog before, ModelCatalog after, DateOnly today)
    {
        if (before.FindEndpoint(endpoint) is not { } old || after.FindEndpoint(endpoint) is not { } now)
        {
            yield break;
        }

        var (was, becomes) = (InWords(old.Model.Id, before, today), InWords(now.Model.Id, after, today));
        if (was != becomes)
        {
            var starts = after.AliasesOn(today).Of(now.Model.Id) is { } alias && !after.AliasesOn(today).Agrees(before.AliasesOn(today), now.Model.Id)
                ? $" (outcomes from before {Day(alias.Since)} count no longer)"
                : "";
            yield return new CatalogChange(endpoint, "aliasOf", was, becomes + starts, null);
        }
    }

    private static string InWords(string model, ModelCatalog catalog, DateOnly today)
    {
        var words = Standing(model, catalog, today) is { } alias ? $"{alias.Target.Id} since {Day(alias.Since)}" : "itself";
        foreach (var day in catalog.AliasChanges.Where(day => day > today))
        {
            if (Standing(model, catalog, day) is { } next && next.Since == day)
            {
                words += $", {next.Target.Id} from {Day(day)} on";
            }
        }

        return words;
    }

    private static AliasInForce? Standing(string model, ModelCatalog catalog, DateOnly day) => catalog.AliasesOn(day).Of(model);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
