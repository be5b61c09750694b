using System.Globalization;
using RulesRouter.Catalog;

namespace RulesRouter.Verification.Comparing;

/// <summary>
/// The model that an endpoint's model id is an alias of, now and from future dates on. When that changes, earlier outcomes no longer count.
/// </summary>
internal static class AliasComparison
{
    /// <param name="today">UTC date.</param>
    public static IEnumerable<CatalogChange> Compare(string endpoint, ModelCatalog before, ModelCatalog after, DateOnly today)
    {
        if (before.FindEndpoint(endpoint) is not { } old || after.FindEndpoint(endpoint) is not { } now)
        {
            yield break;
        }

        var (was, becomes) = (Describe(old.Model.Id, before, today), Describe(now.Model.Id, after, today));
        if (was != becomes)
        {
            var starts = after.AliasesOn(today).Of(now.Model.Id) is { } alias
                && !after.AliasesOn(today).Agrees(before.AliasesOn(today), now.Model.Id)
                ? $" (outcomes before {Day(alias.Since)} no longer count)"
                : "";
            yield return new CatalogChange(endpoint, "aliasOf", was, becomes + starts, null);
        }
    }

    private static string Describe(string model, ModelCatalog catalog, DateOnly today)
    {
        var words = AliasOn(model, catalog, today) is { } alias ? $"{alias.Target.Id} since {Day(alias.Since)}" : "itself";
        foreach (var day in catalog.AliasChanges.Where(day => day > today))
        {
            if (AliasOn(model, catalog, day) is { } next && next.Since == day)
            {
                words += $", {next.Target.Id} from {Day(day)}";
            }
        }

        return words;
    }

    private static AliasInForce? AliasOn(string model, ModelCatalog catalog, DateOnly day) => catalog.AliasesOn(day).Of(model);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
