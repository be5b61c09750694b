using System.Collections.Immutable;
using System.Text.RegularExpressions;
using RulesRouter.Catalog;

namespace RulesRouter.Economics.Abilities;

/// <summary>
/// Models that are another one served faster, cheaper or at lower precision: <c>kimi-k2.6-fast</c>. They keep figures and outcomes of their
/// own, and have nearly the ability of the model they are a form of.
/// </summary>
internal static partial class ServedForm
{
    /// <summary>A faster form is served soon after its model; what comes later under such a name is a newer model.</summary>
    private const int MaxDaysApart = 45;

    /// <summary>
    /// By place, the place of the model that it is a form of, or of the last target of an alias; its own place for any other.
    /// </summary>
    public static ImmutableArray<int> RootsOf(ImmutableArray<Model> models)
    {
        var places = Enumerable.Range(0, models.Length).ToDictionary(place => models[place].Id, StringComparer.Ordinal);
        return [.. models.Select((model, place) => RootOf(model, models, places) ?? place)];
    }

    private static int? RootOf(Model model, ImmutableArray<Model> models, Dictionary<string, int> places)
    {
        if (!model.AliasOf.IsEmpty)
        {
            return places.TryGetValue(model.AliasOf[^1].Model, out var target) && models[target].AliasOf.IsEmpty ? target : null;
        }

        return Suffix().Match(model.Id) is { Success: true } suffix
            && places.TryGetValue(model.Id[..suffix.Index], out var plain)
            && models[plain].AliasOf.IsEmpty
            && IsFormOf(model, models[plain], suffix.Groups["form"].Value)
                ? plain
                : null;
    }

    /// <summary>A vendor's own <c>turbo</c>, with a price of its own, is another model.</summary>
    private static bool IsFormOf(Model model, Model plain, string form) => form switch
    {
        "turbo" => model.ListPrice is null && IsSoonAfter(model, plain),
        "fast" or "highspeed" => IsSoonAfter(model, plain),
        _ => true,
    };

    private static bool IsSoonAfter(Model model, Model plain) =>
        model.ReleasedOn is { } served
        && plain.ReleasedOn is { } released
        && Math.Abs(served.DayNumber - released.DayNumber) <= MaxDaysApart;

    [GeneratedRegex(
        "-(?<form>turbo|fast|highspeed|tput|free|fp4|fp8|fp16|bf16|int4|int8|nvfp4|mxfp4|awq|gptq)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Suffix();
}
