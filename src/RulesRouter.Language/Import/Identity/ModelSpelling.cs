using System.Text.RegularExpressions;
using RulesRouter.Catalog;

namespace RulesRouter.Language.Import.Identity;

/// <summary>
/// A model's name, however a provider spells it. Two spellings with one <see cref="Key"/> name one model: folders, the vendor, a region,
/// Bedrock's <c>-v1:0</c>, letter case and <c>.</c> for <c>-</c> make no difference. Anything else does: dates, sizes, <c>-turbo</c>,
/// <c>:free</c>, quantisation.
/// </summary>
/// <param name="Name">In lower case, without what makes no difference; dots as spelled.</param>
/// <param name="Key">For comparison: words joined by <c>-</c>.</param>
/// <param name="Vendor">Null if unknown.</param>
/// <param name="Region">A prefix such as <c>eu.</c>; null if there is none.</param>
internal sealed partial record ModelSpelling(string Name, string Key, string? Vendor, string? Region)
{
    /// <summary>Folders of hosts before a vendor's folder or a model's name.</summary>
    private static readonly HashSet<string> HostFolders = new(StringComparer.Ordinal)
    {
        "accounts", "fireworks", "models", "routers", "publishers", "@cf", "@hf", "hf", "workers-ai", "bedrock", "vertex", "vertex_ai",
        "azure", "azure_ai", "openrouter", "together", "together_ai", "deepinfra", "fireworks_ai", "cerebras", "nebius",
    };

    public static ModelSpelling Of(string spelling)
    {
        var text = spelling.Trim().ToLowerInvariant();
        if (text.StartsWith("hf:", StringComparison.Ordinal))
        {
            text = text[3..];
        }

        var (vendor, model) = WithoutFolders(text);
        string? region = null;
        if (RegionPrefixes.Split(model) is var (prefix, rest))
        {
            (region, model) = (prefix, rest);
        }

        if (ModelSynonyms.OfSpelling(model) is { } known)
        {
            model = known;
        }

        var isDotted = false;
        if (model.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 && ModelVendors.Find(model[..dot]) is { } written)
        {
            (vendor, model, isDotted) = (written, model[(dot + 1)..], true);
        }

        model = Words(WithoutVersion(model, isDotted));
        while (ModelVendors.DashedIn(model) is var (dashed, shorter))
        {
            (vendor, model) = (dashed, shorter);
        }

        if (vendor?.OnlyFamily is { } family && !ModelVendors.Makes(vendor, model))
        {
            model = $"{family}-{model}";
        }

        if (ModelSynonyms.OfKey(KeyOf(model)) is { } synonym)
        {
            model = synonym;
        }

        return new ModelSpelling(model, KeyOf(model), (vendor ?? ModelVendors.OfFamily(model))?.Id, region);
    }

    /// <summary>A folder that is neither a host's nor a vendor's stays part of the name: it may be another model.</summary>
    private static (ModelVendor? Vendor, string Model) WithoutFolders(string text)
    {
        var segments = text.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0)
        {
            return (null, text);
        }

        ModelVendor? vendor = null;
        var kept = new List<string>();
        foreach (var folder in segments[..^1])
        {
            if (ModelVendors.Find(folder) is { } known)
            {
                vendor = known;
            }
            else if (!HostFolders.Contains(folder))
            {
                kept.Add(folder);
            }
        }

        kept.Add(segments[^1]);
        return (vendor, string.Join('/', kept));
    }

    /// <summary>
    /// Without Bedrock's version of the deployment: <c>-v1:0</c> and, behind a vendor, <c>-v1</c> and <c>-1:0</c>. Other versions
    /// distinguish models that have no date: <c>-v0:2</c> is <c>-v0.2</c>. A context size after it stays.
    /// </summary>
    private static string WithoutVersion(string model, bool isDotted)
    {
        var match = Version().Match(model);
        if (match.Success)
        {
            var (stem, major, minor, size) = (match.Groups[1].Value, match.Groups[3].Value, match.Groups[4].Value, match.Groups[5].Value);
            var isDeployment = match.Groups[2].Length == 0 ? isDotted : major == "1" || Date().IsMatch(stem);
            if (isDeployment)
            {
                return stem + size;
            }

            return match.Groups[2].Length == 0 ? model : $"{stem}-v{major}{(minor == "0" ? "" : $".{minor}")}{size}";
        }

        return isDotted && model.EndsWith("-v1", StringComparison.Ordinal) ? model[..^3] : model;
    }

    private static string Words(string model)
    {
        model = model.Replace("@default", "", StringComparison.Ordinal);
        var words = string.Join('-', Separators().Split(model).Where(word => word.Length > 0));
        return LlamaVersion().Replace(PointWord().Replace(words, "$1.$2"), "");
    }

    private static string KeyOf(string name)
    {
        var key = DayWords().Replace(name.Replace('.', '-').Replace('/', '-'), "$1$2$3");
        return FirstWord().Replace(key, "$1-$2");
    }

    [GeneratedRegex(@"^(.+)-(v?)(\d+):(\d+)(:\d+[km])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"-20\d{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"[-_:@ ]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    /// <summary><c>k2p6</c> for <c>k2.6</c>.</summary>
    [GeneratedRegex(@"(?<![^-./])([a-z]*\d+)p(\d+[a-z]?)(?![^-./])", RegexOptions.CultureInvariant)]
    private static partial Regex PointWord();

    /// <summary><c>llama-v3</c> for <c>llama-3</c>.</summary>
    [GeneratedRegex(@"(?<=(?<![^-./])llama[-.])v(?=\d)", RegexOptions.CultureInvariant)]
    private static partial Regex LlamaVersion();

    /// <summary><c>2024-08-06</c>, which others write as <c>20240806</c>.</summary>
    [GeneratedRegex(@"(?<=-)(20\d\d)-(0[1-9]|1[0-2])-([0-2]\d|3[01])(?=-|$)", RegexOptions.CultureInvariant)]
    private static partial Regex DayWords();

    /// <summary><c>llama3</c> for <c>llama-3</c>.</summary>
    [GeneratedRegex(@"^([a-z]{3,})(\d)", RegexOptions.CultureInvariant)]
    private static partial Regex FirstWord();
}
