using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Language.Import.Sources;

namespace RulesRouter.Language.Import.Identity;

/// <summary>The models behind the rows of an import, each once, however the rows spell it.</summary>
internal sealed class ImportedModels
{
    private readonly JsonElement modelsDev;
    private readonly Dictionary<string, ImmutableArray<ModelRow>> vendorRows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImportedModel> byKey;
    private readonly ILookup<string, DateOnly> released;

    public ImportedModels(JsonElement modelsDev, IEnumerable<ModelRow> rows)
    {
        this.modelsDev = modelsDev;
        released = modelsDev.EnumerateObject()
            .SelectMany(provider => provider.Value.GetProperty("models").EnumerateObject())
            .Select(row => ModelRow.Of("", row.Name, row.Value))
            .Where(row => row.Released is not null)
            .ToLookup(row => row.Key, row => row.Released!.Value, StringComparer.Ordinal);
        byKey = rows.GroupBy(row => row.Key, StringComparer.Ordinal).Select(Model).ToDictionary(model => model.Key, StringComparer.Ordinal);
        var shared = byKey.Values.SelectMany(model => model.Spellings.Append(model.Id))
            .GroupBy(spelling => spelling, StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => same.Key)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var model in byKey.Values.ToList())
        {
            byKey[model.Key] = model with { Spellings = model.Spellings.Except(shared) };
        }

        CorrectForms();
        var undated = UndatedNames.TargetsOf([.. All], Doubts);
        foreach (var (key, target) in undated)
        {
            byKey[key] = byKey[key] with { Target = target };
        }
    }

    /// <summary>In the order of ids.</summary>
    public IEnumerable<ImportedModel> All => byKey.Values.OrderBy(model => model.Id, StringComparer.Ordinal);

    /// <summary>Facts about models that were left unknown or corrected, with the reason.</summary>
    public SortedSet<string> Doubts { get; } = new(StringComparer.Ordinal);

    public ImportedModel Of(ModelRow row) => byKey[row.Key];

    public ImportedModel? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>A model without endpoints: figures about it place others.</summary>
    public void Add(string key, string name, string spelling, string? day)
    {
        var of = ModelSpelling.Of(spelling);
        var own = VendorRow(of);
        byKey[key] = new ImportedModel(of.Name, key, [])
        {
            Name = name,
            Family = own is null ? null : FamilyOf(own),
            Vendor = of.Vendor,
            Released = own?.Released ?? ModelRow.Day(day),
            ListPrice = PriceOf(own),
        };
    }

    /// <summary>Models whose rows are spelled differently, with every endpoint.</summary>
    public IEnumerable<string> Merges() => All
        .Where(model => model.Rows.Select(row => row.Id.Split('/')[^1].ToLowerInvariant()).Distinct(StringComparer.Ordinal).Count() > 1)
        .Select(model => $"{model.Id}: {string.Join(", ", model.Rows.Select(row => row.Endpoint).Order(StringComparer.Ordinal))}");

    /// <summary>Pairs that may be one model and are kept separate, with what makes them alike.</summary>
    public IEnumerable<string> DoubtfulPairs()
    {
        var pairs = new SortedSet<string>(StringComparer.Ordinal);
        void Note(IEnumerable<ImportedModel> alike, string why)
        {
            var models = alike.Select(model => model.Target?.Model ?? model)
                .Distinct()
                .OrderBy(model => model.Id, StringComparer.Ordinal)
                .ToList();
            for (var one = 0; one < models.Count; one++)
            {
                for (var other = one + 1; other < models.Count; other++)
                {
                    pairs.Add($"{models[one].Id} and {models[other].Id}: {why}");
                }
            }
        }

        var served = All.Where(model => !model.Rows.IsEmpty).ToList();
        foreach (var alike in served.GroupBy(model => ModelWords.Essence(model.Key), StringComparer.Ordinal))
        {
            Note(alike, "the names differ in a word that providers leave out");
        }

        foreach (var alike in served
            .SelectMany(model => model.Rows.Select(row => (Name: row.DisplayName.ToLowerInvariant(), Model: model)).Distinct())
            .GroupBy(pair => pair.Name, pair => pair.Model, StringComparer.Ordinal))
        {
            Note(alike, $"both are called \"{alike.Key}\"");
        }

        foreach (var (foldered, plain) in served.Where(model => model.Id.Contains('/'))
            .Select(model => (model, Find(ModelSpelling.Of(model.Id.Split('/')[^1]).Key)))
            .Where(pair => pair.Item2 is not null))
        {
            Note([foldered, plain!], "the names differ in a folder that is no known vendor");
        }

        return pairs;
    }

    private ImportedModel Model(IGrouping<string, ModelRow> same)
    {
        var rows = same.OrderBy(row => row.Endpoint, StringComparer.Ordinal).ToImmutableArray();
        var own = VendorRow(rows[0].Spelling);
        var id = own?.Spelling.Name
            ?? rows.Where(row => row.Base is not null).Select(row => row.Spelling.Name).FirstOrDefault()
            ?? rows.Select(row => row.Spelling.Name)
                .GroupBy(name => name, StringComparer.Ordinal)
                .OrderByDescending(names => names.Count())
                .ThenByDescending(names => names.Key.Contains('.'))
                .ThenBy(names => names.Key.Length)
                .ThenBy(names => names.Key, StringComparer.Ordinal)
                .First()
                .Key;
        return new ImportedModel(id, same.Key, rows)
        {
            Name = NameOf(own ?? rows[0]),
            Family = (own is null ? null : FamilyOf(own)) ?? MostCommon(rows.Select(FamilyOf)),
            Vendor = rows[0].Spelling.Vendor,
            Released = ReleaseOf(same.Key, id, own),
            ListPrice = PriceOf(own),
            Spellings = [.. rows.SelectMany(Spellings).Where(spelling => spelling != id)],
        };
    }

    /// <summary>
    /// The vendor's date, else the most common of all providers, those that are not imported included. It is corrected where the name
    /// states a later date, and where a faster or smaller form would be older than the model itself.
    /// </summary>
    private DateOnly? ReleaseOf(string key, string id, ModelRow? own)
    {
        var dates = released[key].GroupBy(day => day)
            .OrderByDescending(days => days.Count())
            .ThenBy(days => days.Key)
            .Select(days => days.Key)
            .ToList();
        var stated = own?.Released ?? (dates.Count > 0 ? dates[0] : null);
        if (ModelWords.DateOf(key) is not { } named || !(stated < named))
        {
            return stated;
        }

        var corrected = dates.Where(day => day >= named).Append(named).First();
        Doubts.Add($"{id}: released {stated:yyyy-MM-dd} is before the date in its name; set to {corrected:yyyy-MM-dd}");
        return corrected;
    }

    private void CorrectForms()
    {
        foreach (var form in All.ToList())
        {
            if (ModelWords.WithoutForm(form.Key) is { } plain && Find(plain)?.Released > form.Released)
            {
                var day = Find(plain)!.Released!.Value;
                Doubts.Add($"{form.Id}: released {form.Released:yyyy-MM-dd} is before {Find(plain)!.Id}; set to {day:yyyy-MM-dd}");
                byKey[form.Key] = form with { Released = day };
            }
        }
    }

    private ModelRow? VendorRow(ModelSpelling spelling)
    {
        if (spelling.Vendor is not { } vendor || ModelVendors.ProviderOf(vendor) is not { } provider)
        {
            return null;
        }

        if (!vendorRows.TryGetValue(provider, out var rows))
        {
            rows = modelsDev.TryGetProperty(provider, out var found)
                ? [.. found.GetProperty("models").EnumerateObject().Select(row => ModelRow.Of(provider, row.Name, row.Value))]
                : [];
            vendorRows.Add(provider, rows);
        }

        return rows.Where(row => row.Key == spelling.Key)
            .OrderBy(row => row.Spelling.Region is not null)
            .ThenBy(row => row.Id.Length)
            .ThenBy(row => row.Id, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static (double, double)? PriceOf(ModelRow? own) =>
        own is not null && ModelsDevSource.PricesOf(own.Row)?.Rates is { Input: { } input, Output: { } output } ? (input, output) : null;

    private static string NameOf(ModelRow row)
    {
        var name = row.DisplayName;
        return name.EndsWith(')') && row.Spelling.Region is not null ? name[..name.LastIndexOf(" (", StringComparison.Ordinal)] : name;
    }

    private static string? FamilyOf(ModelRow row) => row.Row.TryGetProperty("family", out var family) ? family.GetString() : null;

    private static string? MostCommon(IEnumerable<string?> values) => values.OfType<string>()
        .GroupBy(value => value, StringComparer.Ordinal)
        .OrderByDescending(same => same.Count())
        .ThenBy(same => same.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;

    private static IEnumerable<string> Spellings(ModelRow row)
    {
        yield return row.Id;
        yield return row.Id.Split('/')[^1].ToLowerInvariant();
        if (row.Base is { } named)
        {
            yield return named.Split('/')[^1].ToLowerInvariant();
        }
    }
}
