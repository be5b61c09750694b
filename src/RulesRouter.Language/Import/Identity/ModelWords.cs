using System.Globalization;
using System.Text.RegularExpressions;

namespace RulesRouter.Language.Import.Identity;

/// <summary>The meaning of the words of a model's key: variants that stay separate, and the date of a snapshot.</summary>
internal static partial class ModelWords
{
    /// <summary>Words that make another model of the same name: other speed, precision, size of context or way of answering.</summary>
    private static readonly HashSet<string> Variants = new(StringComparer.Ordinal)
    {
        "turbo", "fast", "flash", "flashx", "highspeed", "lite", "mini", "micro", "nano", "pro", "max", "free", "tput", "instant", "nitro",
        "extended", "fp4", "fp8", "fp16", "bf16", "int4", "int8", "nvfp4", "mxfp4", "awq", "gptq", "gguf", "distill", "thinking",
        "reasoning", "non", "vision", "online", "search", "audio", "codex", "code", "coder", "base", "preview", "exp", "customtools",
    };

    /// <summary>Words that one provider writes and another leaves out, though not always of the same model.</summary>
    private static readonly HashSet<string> Weak = new(StringComparer.Ordinal)
    {
        "instruct", "it", "chat", "preview", "latest", "exp", "beta", "hf", "experimental", "versatile", "instant",
    };

    public static bool HaveSameVariants(string key, string other) =>
        VariantsOf(key).SequenceEqual(VariantsOf(other));

    /// <summary>Without words that may be left out: equal for keys that resemble each other.</summary>
    public static string Essence(string key) =>
        string.Join('-', Words(key[(key.LastIndexOf('/') + 1)..]).Where(word => !Weak.Contains(word)));

    public static bool IsLatest(string key) => Words(key).Contains("latest");

    /// <summary>The name without the snapshot's date and without <c>latest</c>.</summary>
    public static string Undated(string key)
    {
        var undated = DateWords().Replace(key, "");
        return string.Join('-', Words(undated).Where(word => word != "latest"));
    }

    public static bool IsDated(string key) => DateWords().IsMatch(key);

    /// <summary>The date as written; empty without one.</summary>
    public static string DateWordsOf(string key) => DateWords().Match(key).Value;

    /// <summary>The first day that the name's date can mean; null without a date, or where it names no year.</summary>
    public static DateOnly? DateOf(string key)
    {
        var date = DateWords().Match(key).Value.TrimStart('-').Replace("-", "", StringComparison.Ordinal);
        if (DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || DateOnly.TryParseExact(date + "01", "MMyyyydd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return day;
        }

        return string.CompareOrdinal(date, "23") > 0
            && DateOnly.TryParseExact($"20{date}01", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            ? day
            : null;
    }

    /// <summary>The key of the model of which this is a faster or smaller form; null for any other.</summary>
    public static string? WithoutForm(string key) => Form().Match(key) is { Success: true } form ? key[..form.Index] : null;

    private static IEnumerable<string> VariantsOf(string key) => Words(key).Where(IsVariant).Order(StringComparer.Ordinal);

    private static bool IsVariant(string word) => Variants.Contains(word) || ContextSize().IsMatch(word);

    private static string[] Words(string key) => key.Split('-');

    /// <summary><c>20241022</c>, <c>08-2024</c>, <c>2507</c> (July 2025) or <c>0905</c> (5 September).</summary>
    [GeneratedRegex(
        @"-(20\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])|(0[1-9]|1[0-2])-20\d\d|2[3-9](0[1-9]|1[0-2])|(0[1-9]|1[0-2])([0-2]\d|3[01]))(?=-|$)",
        RegexOptions.CultureInvariant)]
    private static partial Regex DateWords();

    [GeneratedRegex("-(turbo|fast|highspeed|lite|tput|fp8|fp4|nvfp4|int4|int8|awq|gptq|free)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"^\d+(k|m)$", RegexOptions.CultureInvariant)]
    private static partial Regex ContextSize();
}
