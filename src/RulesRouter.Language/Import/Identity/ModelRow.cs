using System.Globalization;
using System.Text.Json;

namespace RulesRouter.Language.Import.Identity;

/// <summary>A row of models.dev and its model: by its own spelling, or one that the source states and nothing contradicts.</summary>
internal sealed class ModelRow
{
    private ModelRow(string provider, string id, JsonElement row)
    {
        (Provider, Id, Row) = (provider, id, row);
        Spelling = ModelSpelling.Of(id);
    }

    public string Provider { get; }

    /// <summary>As the provider spells it.</summary>
    public string Id { get; }

    public string Endpoint => $"{Provider}/{Id}";

    public JsonElement Row { get; }

    public ModelSpelling Spelling { get; private init; }

    public string Key => Spelling.Key;

    /// <summary>The base model of the row, if it is this model.</summary>
    public string? Base { get; private init; }

    public string DisplayName => Row.GetProperty("name").GetString()!;

    public DateOnly? Released => Date("release_date");

    public DateOnly? Updated => Date("last_updated");

    public bool IsOpenWeights => Row.TryGetProperty("open_weights", out var open) && open.ValueKind == JsonValueKind.True;

    /// <summary>
    /// A row's base model is where it takes facts from, mostly the same model: not if their dates or variants differ. A display name may
    /// add that it is an instruct model.
    /// </summary>
    public static ModelRow Of(string provider, string id, JsonElement row)
    {
        var read = new ModelRow(provider, id, row);
        if (row.TryGetProperty("base_model", out var named) && named.GetString() is { } text)
        {
            var of = ModelSpelling.Of(text);
            if (of.Key == read.Key
                || (ModelWords.HaveSameVariants(of.Key, read.Key) && ModelWords.DateWordsOf(of.Key) == ModelWords.DateWordsOf(read.Key)))
            {
                return new ModelRow(provider, id, row) { Spelling = of with { Region = read.Spelling.Region }, Base = text };
            }
        }

        var shown = ModelSpelling.Of(read.DisplayName);
        var instruct = $"{read.Spelling.Name}-instruct";
        return shown.Key == $"{read.Key}-instruct"
            ? new ModelRow(provider, id, row) { Spelling = shown with { Region = read.Spelling.Region, Name = instruct } }
            : read;
    }

    /// <summary>The first day of a month where the source names only that; null without one.</summary>
    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(
        text is { Length: 7 } month ? month + "-01" : text,
        "yyyy-MM-dd",
        CultureInfo.InvariantCulture,
        DateTimeStyles.None,
        out var day)
        ? day
        : null;

    private DateOnly? Date(string field) => Row.TryGetProperty(field, out var value) ? Day(value.GetString()) : null;
}
