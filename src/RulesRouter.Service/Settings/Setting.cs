using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Settings;

/// <summary>
/// One setting of <c>serve</c>. Its flag, environment variable and key in a settings file follow from its name: <c>--check-every</c>,
/// <c>RULESROUTER_CHECK_EVERY</c>, <c>checkEvery</c>.
/// </summary>
/// <param name="Name">Words in lower case, joined by hyphens.</param>
/// <param name="Description">What it does, as help and README print it.</param>
/// <param name="Default">As it would be written; null for none.</param>
/// <param name="Apply">Takes values that the type accepts.</param>
internal sealed record Setting(
    string Name,
    SettingType Type,
    string? Default,
    string Description,
    Func<ServiceOptions, ImmutableArray<string>, ServiceOptions> Apply)
{
    public const string Prefix = "RULESROUTER_";

    /// <summary>Separates the values of a list in an environment variable.</summary>
    public const char Separator = ';';

    /// <summary>Takes several values.</summary>
    public bool IsList { get; init; }

    /// <summary>Has no flag, since other users of the machine can read command lines, and its value is never printed.</summary>
    public bool IsSecret { get; init; }

    /// <summary>An error unless <c>url</c> is an address that only this machine can reach.</summary>
    public bool NeedsLoopback { get; init; }

    /// <summary>Null for a secret.</summary>
    public string? Flag => IsSecret ? null : $"--{Name}";

    /// <summary>The flag that sets it to <c>none</c>; null if it cannot be none.</summary>
    public string? OffFlag => Type.CanBeNone && !IsSecret ? $"--no-{Name}" : null;

    public string Variable { get; } = Prefix + Name.Replace('-', '_').ToUpperInvariant();

    public string Key { get; } = JsonNamingPolicy.CamelCase.ConvertName(
        string.Concat(Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));

    /// <summary>A setting with one value.</summary>
    public static Setting Of<T>(
        string name,
        SettingType<T> type,
        string? @default,
        string description,
        Func<ServiceOptions, T, ServiceOptions> set) =>
        new(name, type, @default, description, (options, values) => set(options, type.Read(values[0])));

    /// <summary>A setting that is off unless given.</summary>
    public static Setting Switch(string name, string description, Func<ServiceOptions, bool, ServiceOptions> set) =>
        Of(name, SettingTypes.Switch, null, description, set);

    /// <summary>A setting with several values, by default none.</summary>
    public static Setting List<T>(
        string name,
        SettingType<T> type,
        string description,
        Func<ServiceOptions, ImmutableArray<T>, ServiceOptions> set) =>
        new(name, type, null, description, (options, values) => set(options, [.. values.Select(type.Read)])) { IsList = true };
}
