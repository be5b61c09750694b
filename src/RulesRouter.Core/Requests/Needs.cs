using System.Collections.Immutable;

namespace RulesRouter.Requests;

/// <summary>Capabilities that the request needs.</summary>
public sealed record Needs(
    bool? Tools = null,
    bool? Vision = null,
    bool? StructuredOutput = null,
    bool? Reasoning = null,
    bool? Audio = null,
    bool? Files = null,
    bool? AudioOutput = null)
{
    private static readonly ImmutableSortedSet<string> NoNames = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public static Needs None { get; } = new();

    /// <summary>As the constraint <c>capabilities</c> names them.</summary>
    public ImmutableSortedSet<string> Names()
    {
        var names = NoNames;
        names = Tools == true ? names.Add("tools") : names;
        names = Vision == true ? names.Add("vision") : names;
        names = StructuredOutput == true ? names.Add("structured-output") : names;
        names = Reasoning == true ? names.Add("reasoning") : names;
        names = Audio == true ? names.Add("audio") : names;
        names = Files == true ? names.Add("files") : names;
        return AudioOutput == true ? names.Add("audio-output") : names;
    }

    /// <summary>Everything that either needs: what one states as not needed does not remove a need of the other.</summary>
    public Needs With(Needs other) => this == None ? other : other == None ? this : new(
        Either(Tools, other.Tools),
        Either(Vision, other.Vision),
        Either(StructuredOutput, other.StructuredOutput),
        Either(Reasoning, other.Reasoning),
        Either(Audio, other.Audio),
        Either(Files, other.Files),
        Either(AudioOutput, other.AudioOutput));

    private static bool? Either(bool? one, bool? other) => one == true || other == true ? true : one ?? other;
}
