namespace RulesRouter.Language;

/// <summary>A file as it was read.</summary>
/// <param name="Path">As diagnostics print it, with forward slashes.</param>
public sealed record PolicyFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>The kind its document must be of; null: any.</summary>
    public string? Kind { get; init; }
}
