using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>The capabilities of an endpoint; null is unknown and satisfies no constraint.</summary>
public sealed record Capabilities
{
    public static Capabilities Unknown { get; } = new();

    /// <summary>Tool (function) calls.</summary>
    public bool? Tools { get; init; }

    /// <summary>Answers that conform to a JSON schema.</summary>
    public bool? StructuredOutput { get; init; }

    /// <summary>Reasons before it answers; reasoning tokens are billed.</summary>
    public bool? Reasoning { get; init; }

    /// <summary><c>text, image, audio, video, pdf</c>.</summary>
    public ImmutableSortedSet<string>? InputModalities { get; init; }

    public ImmutableSortedSet<string>? OutputModalities { get; init; }

    /// <summary>Reads images.</summary>
    public bool? Vision => InputModalities?.Contains("image");

    /// <summary>Hears audio.</summary>
    public bool? Audio => InputModalities?.Contains("audio");

    /// <summary>Reads documents, which catalogs state as the modality <c>pdf</c>.</summary>
    public bool? Files => InputModalities?.Contains("pdf");

    /// <summary>Answers with audio.</summary>
    public bool? AudioOutput => OutputModalities?.Contains("audio");

    /// <summary>The known capabilities, as named by the constraint <c>capabilities</c>.</summary>
    public ImmutableSortedSet<string> Names()
    {
        (string Name, bool? Has)[] all =
        [
            ("tools", Tools),
            ("vision", Vision),
            ("structured-output", StructuredOutput),
            ("reasoning", Reasoning),
            ("audio", Audio),
            ("files", Files),
            ("audio-output", AudioOutput),
        ];
        return all.Where(capability => capability.Has == true)
            .Select(capability => capability.Name)
            .ToImmutableSortedSet(StringComparer.Ordinal);
    }
}
