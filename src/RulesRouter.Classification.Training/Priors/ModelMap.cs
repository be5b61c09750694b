using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Priors;

/// <summary>Names of models in outcome files → models of a catalog.</summary>
internal sealed class ModelMap
{
    private const string Shipped = "RulesRouter.Classifiers.Training.Priors.outcome-models.json";

    private readonly Dictionary<string, Model> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> table;

    private ModelMap(ModelCatalog catalog, Dictionary<string, string> table)
    {
        this.table = table;
        foreach (var model in catalog.Models)
        {
            byName[model.Id] = model;
        }

        foreach (var model in catalog.Models)
        {
            foreach (var spelling in model.Spellings)
            {
                byName.TryAdd(spelling, model);
            }
        }
    }

    /// <param name="file">JSON object of names and ids or spellings, over the shipped table; null: the shipped one alone.</param>
    /// <exception cref="OutcomeDataException">The file cannot be read, or is not such an object.</exception>
    public static ModelMap Read(ModelCatalog catalog, string? file)
    {
        using var stream = typeof(ModelMap).Assembly.GetManifestResourceStream(Shipped)!;
        var table = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        foreach (var (name, model) in file is null ? [] : ReadFile(file))
        {
            table[name] = model;
        }

        return new ModelMap(catalog, table);
    }

    /// <summary>
    /// By name in the outcomes; a model with two names counts once, under the first. Names without a model are left out.
    /// </summary>
    public ImmutableSortedDictionary<string, Model> Of(IEnumerable<string> names)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, Model>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (byName.TryGetValue(table.GetValueOrDefault(name, name), out var model) && taken.Add(model.Id))
            {
                found.Add(name, model);
            }
        }

        return found.ToImmutable();
    }

    private static Dictionary<string, string> ReadFile(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(file)) ?? [];
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new OutcomeDataException(
                file,
                0,
                "not a JSON object of names in outcomes and ids of models: " + exception.Message,
                exception);
        }
    }
}
