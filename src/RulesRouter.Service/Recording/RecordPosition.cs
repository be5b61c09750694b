using System.Globalization;

namespace RulesRouter.Service.Recording;

/// <summary>A place between two lines of a record.</summary>
/// <param name="Segment">Number of a segment.</param>
/// <param name="Offset">Bytes of its uncompressed lines before the place.</param>
internal readonly record struct RecordPosition(long Segment, long Offset)
{
    public static RecordPosition Start { get; } = new(0, 0);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Segment}:{Offset}");

    /// <summary>Null if the text is not a position.</summary>
    public static RecordPosition? Parse(string? text) => text?.Split(':') is [var segment, var offset]
        && long.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
        ? new RecordPosition(number, bytes)
        : null;
}
