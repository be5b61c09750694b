using System.Collections.Immutable;

namespace RulesRouter.Service.Settings;

/// <summary>How a value of a setting is written.</summary>
/// <param name="Placeholder">The value in help: <c>FILE</c>.</param>
/// <param name="Expected">What a value must be, as an error states it.</param>
internal abstract record SettingType(string Placeholder, string Expected)
{
    /// <summary>Type in the JSON Schema of settings files.</summary>
    public string JsonType { get; init; } = "string";

    /// <summary>Smallest and largest value of an integer; null for other types.</summary>
    public (int Min, int Max)? Bounds { get; init; }

    /// <summary>Every valid value; empty if they are not a short list.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary><c>none</c> is a value, and <c>--no-NAME</c> is short for it.</summary>
    public bool CanBeNone { get; init; }

    public bool IsSwitch => JsonType == "boolean";

    public abstract bool Accepts(string text);
}

/// <summary>A type whose values are read as <typeparamref name="T"/>.</summary>
internal sealed record SettingType<T>(string Placeholder, string Expected, SettingType<T>.Reading TryRead)
    : SettingType(Placeholder, Expected)
{
    public delegate bool Reading(string text, out T value);

    public override bool Accepts(string text) => TryRead(text, out _);

    /// <param name="text">An accepted text.</param>
    public T Read(string text) => TryRead(text, out var value) ? value : throw new FormatException($"`{text}` is not {Expected}");
}
