namespace RulesRouter.Language;

/// <summary>The content of a policy file.</summary>
/// <param name="Path">As diagnostics print it, with forward slashes.</param>
internal sealed record PolicyFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>
    /// The path below the folder or git tree that was read, with forward slashes; of a file that was named itself, its name. The revision
    /// depends on it, so that the same files give the same revision wherever they are.
    /// </summary>
    public string RelativePath { get; init; } = Path;

    /// <summary>A link in a folder of policies that leads out of the folder. Its content is not read.</summary>
    public bool IsOutsideLink { get; init; }

    /// <summary>Whether another file would be read to the same document.</summary>
    public bool HasSameContent(PolicyFile other) =>
        Path == other.Path
        && RelativePath == other.RelativePath
        && IsOutsideLink == other.IsOutsideLink
        && Kind == other.Kind
        && Content.Span.SequenceEqual(other.Content.Span);

    /// <summary>The kind that its document must have; null accepts any kind.</summary>
    public string? Kind { get; init; }
}
