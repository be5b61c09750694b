using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>What an endpoint can do; null is unknown and satisfies no constraint.</summary>
public sealed record Capabilities
{
    public static Capabilities Unknown { get; } = new();

    /// <summary>Tool (function) calls.</summary>
    public bool? Tools { get; init; }

    /// <summary>Answers held to a JSON schema.</summary>
    public bool? StructuredOutput { get; init; }

    /// <summary>Thinks before it answers, at the price of output tokens.</summary>
    public bool? Reasoning { get; init; }

    /// <summary><c>text, image, audio, video, pdf</c>.</summary>
    public ImmutableSortedSet<string>? InputModalities { get; init; }

    public ImmutableSortedSet<string>? OutputModalities { get; init; }

    /// <summary>Reads images.</summary>
    public bool? Vision => InputModalities?.Contains("image");

    /// <summary>What it can do, as the constraint <c>capabilities</c> names it. What is unknown is not among them.</summary>
    public ImmutableSortedSet<string> Names()
    {
        (string Name, bool? Has)[] all = [("tools", Tools), ("vision", Vision), ("structured-output", StructuredOutput), ("reasoning", Reasoning)];
        return all.Where(capability => capability.Has == true).Select(capability => capability.Name).ToImmutableSortedSet(StringComparer.Ordinal);
    }
}
