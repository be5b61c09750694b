namespace RulesRouter.Source;

/// <summary>A range of a file. The default value is "nowhere": built in code, or about no file.</summary>
/// <param name="Start">Offset of the first character, from 0.</param>
/// <param name="Length">In UTF-16 units; 0 is a point.</param>
public readonly record struct SourceSpan(SourceFile? Source, int Start, int Length)
{
    public string Path => Source?.Path ?? "";

    /// <summary>From 1; 0 where there is no file.</summary>
    public int Line => Source?.PositionOf(Start).Line ?? 0;

    /// <summary>From 1; 0 where there is no file.</summary>
    public int Column => Source?.PositionOf(Start).Column ?? 0;

    public override string ToString() => Source is null ? "" : $"{Path}:{Line}:{Column}";
}
