using RulesRouter.Language.Import.Sources;

namespace RulesRouter.Language.Import.Identity;

/// <summary>
/// The snapshots that undated names and <c>latest</c> refer to. The sources do not state them, so a target needs two of three signs: the
/// same name without the date, the same display name, one price for both. Otherwise the name stays a model of its own. So does an undated
/// name of open weights that is called otherwise than its dated successors.
/// </summary>
internal static class UndatedNames
{
    private const string LatestSuffix = " (latest)";

    public static IEnumerable<(string Key, (ImportedModel Model, DateOnly Since) Target)> TargetsOf(
        IReadOnlyList<ImportedModel> models,
        SortedSet<string> doubts)
    {
        foreach (var name in models.Where(model => !ModelWords.IsDated(model.Key)))
        {
            var snapshots = models
                .Where(model => ModelWords.IsDated(model.Key) && ModelWords.Undated(model.Key) == ModelWords.Undated(name.Key))
                .ToList();
            var called = models.Where(model => ModelWords.IsDated(model.Key) && SharesDisplayName(model, name)).ToList();
            var isMoving = ModelWords.IsLatest(name.Key) || !name.Rows.Any(row => row.IsOpenWeights);
            var candidates = called.Union(isMoving ? snapshots : []).ToList();
            if (candidates.Count == 0)
            {
                if (ModelWords.IsLatest(name.Key))
                {
                    doubts.Add($"{name.Id}: the sources have no snapshot that it refers to; kept as a model of its own");
                }

                continue;
            }

            var by = name.Rows.Select(row => row.Updated ?? row.Released).Append(name.Released).Max();
            var target = candidates.Where(snapshot => Signs(snapshot, name) >= 2 && (DateOf(snapshot) <= by || called.Contains(snapshot)))
                .MaxBy(DateOf);
            if (target is null)
            {
                doubts.Add(
                    $"{name.Id}: too little evidence for one of {string.Join(", ", candidates.Select(snapshot => snapshot.Id))}; kept as a model of its own");
                continue;
            }

            var since = new[] { DateOf(target), target.Released, name.Released }.Max()!.Value;
            yield return (name.Key, (target, since));
        }
    }

    /// <summary>Of a figure about an undated name, the snapshot it is about.</summary>
    public static ImportedModel OnDay(ImportedModel name, DateOnly? day, IEnumerable<ImportedModel> models) =>
        name.Target is not var (target, since) || day is null || day >= since
            ? name.Target?.Model ?? name
            : models
                .Where(model => ModelWords.IsDated(model.Key)
                    && ModelWords.Undated(model.Key) == ModelWords.Undated(target.Key)
                    && DateOf(model) <= day)
                .MaxBy(DateOf) ?? target;

    private static DateOnly? DateOf(ImportedModel snapshot) => ModelWords.DateOf(snapshot.Key) ?? snapshot.Released;

    private static int Signs(ImportedModel snapshot, ImportedModel name) =>
        (ModelWords.Undated(snapshot.Key) == ModelWords.Undated(name.Key) ? 1 : 0)
        + (SharesDisplayName(snapshot, name) ? 1 : 0)
        + (SharesPrice(snapshot, name) ? 1 : 0);

    private static bool SharesDisplayName(ImportedModel snapshot, ImportedModel name) => snapshot.Rows
        .Select(row => Plain(row.DisplayName))
        .Intersect(name.Rows.Select(row => Plain(row.DisplayName)), StringComparer.OrdinalIgnoreCase)
        .Any();

    private static bool SharesPrice(ImportedModel snapshot, ImportedModel name) =>
        snapshot.Rows.Select(Price).OfType<(double?, double?)>().Intersect(name.Rows.Select(Price).OfType<(double?, double?)>()).Any();

    private static (double?, double?)? Price(ModelRow row) =>
        ModelsDevSource.PricesOf(row.Row)?.Rates is { } rates ? (rates.Input, rates.Output) : null;

    private static string Plain(string name) =>
        name.EndsWith(LatestSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^LatestSuffix.Length] : name;
}
