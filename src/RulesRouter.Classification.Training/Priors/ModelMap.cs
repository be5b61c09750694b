using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Diagnostics;

namespace RulesRouter.Classifiers.Training.Priors;

/// <summary>Names of models in outcome files → models of a catalog.</summary>
internal sealed class ModelMap
{
    private const string Shipped = "RulesRouter.Classifiers.Training.Priors.outcome-models.json";

    private const string Expected = "expected a JSON object of names in outcomes and ids of models";

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
    /// <param name="progress">Receives a warning for every model of the file that the catalog does not have.</param>
    /// <exception cref="OutcomeDataException">The file cannot be read, or is not such an object.</exception>
    public static ModelMap Read(ModelCatalog catalog, string? file, IProgress<string>? progress = null)
    {
        using var stream = typeof(ModelMap).Assembly.GetManifestResourceStream(Shipped)!;
        var table = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        var map = new ModelMap(catalog, table);
        foreach (var (name, model) in file is null ? [] : ReadFile(file))
        {
            table[name] = model;
            if (!map.byName.ContainsKey(model))
            {
                progress?.Report($"warning: {file}: {map.Unknown(name, model)}");
            }
        }

        return map;
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

    private string Unknown(string name, string model) =>
        $"`{name}`: the catalog has no model `{model}`, so its outcomes are left out{Suggestion.Clause(model, byName.Keys)}";

    private static Dictionary<string, string> ReadFile(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Entries(document.RootElement, file)
                : throw new OutcomeDataException(file, 0, $"{Expected}, found {Described(document.RootElement)}");
        }
        catch (JsonException exception)
        {
            var (line, column) = ((exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1);
            throw new OutcomeDataException(file, (int)line, $"{Expected}; malformed JSON at column {column}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutcomeDataException(file, 0, "cannot be read: " + exception.Message.TrimEnd('.'), exception);
        }
    }

    private static Dictionary<string, string> Entries(JsonElement map, string file)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in map.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                throw new OutcomeDataException(
                    file,
                    0,
                    $"`{property.Name}` must be a string with the id of a model, found {Described(property.Value)}");
            }

            if (!entries.TryAdd(property.Name, property.Value.GetString()!))
            {
                throw new OutcomeDataException(file, 0, $"duplicate key `{property.Name}`; keep one of them");
            }
        }

        return entries;
    }

    private static string Described(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null => "null",
        _ => throw new UnreachableException(),
    };
}
