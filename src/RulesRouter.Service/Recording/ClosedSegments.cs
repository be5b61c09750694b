using System.Collections.Immutable;

namespace RulesRouter.Service.Recording;

/// <summary>
/// Notices that closed segments of a record are gone or have another length. Their lines are lost to a rebuild of the outcome store, but
/// the record goes on: decisions are made, and the damage is reported until the files are back. Thread-safe.
/// </summary>
/// <param name="layout">Null without a record; one in a single file has no closed segments.</param>
internal sealed class ClosedSegments(RecordLayout? layout)
{
    private const int MaxListed = 10;

    private readonly Lock gate = new();
    private readonly SortedDictionary<long, Closed> known = [];
    private long current;

    /// <summary>What happened to closed segments, one sentence each; empty if nothing.</summary>
    public ImmutableArray<string> Damage { get; private set; } = [];

    /// <summary>Segments that the record lacked when this was created, as a sentence; null if none.</summary>
    public string? MissingBefore { get; private set; }

    /// <summary>Looks at the files.</summary>
    /// <param name="writing">Number of the segment that is written; those before it are closed.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public void Check(long writing)
    {
        if (layout is not { IsFolder: true })
        {
            return;
        }

        lock (gate)
        {
            var found = Found(layout, writing);
            if (current == 0)
            {
                Expect(layout.Path, found, writing);
            }

            for (; current < writing; current++)
            {
                known.TryAdd(current, found.TryGetValue(current, out var closed) ? closed : new Closed(null, 0));
            }

            var damage = known.Select(one => Change(one.Key, one.Value, found)).OfType<string>().ToImmutableArray();
            Damage = damage.Length <= MaxListed
                ? damage
                : [.. damage.Take(MaxListed), $"and {damage.Length - MaxListed} more closed segments of the record"];
        }
    }

    /// <summary>Changes or deletes the file of a closed segment, which is no damage.</summary>
    /// <param name="change">Its new path; null if it is deleted.</param>
    public void Change(long number, Func<string?> change)
    {
        lock (gate)
        {
            if (change() is { } path)
            {
                known[number] = new Closed(path, new FileInfo(path).Length);
            }
            else
            {
                known.Remove(number);
            }
        }
    }

    private static string? Change(long number, Closed closed, Dictionary<long, Closed> found) =>
        !found.TryGetValue(number, out var now)
            ? closed.Path is null ? $"segment {number} of the record is missing" : $"`{closed.Path}` was deleted or renamed"
        : closed.Path is null || now.Length == closed.Length ? null
        : now.Length < closed.Length ? $"`{now.Path}` was truncated from {closed.Length} to {now.Length} bytes"
        : $"`{now.Path}` was changed: it has {now.Length} bytes, not {closed.Length}";

    /// <summary>What is there at the start; the oldest segments are deleted with time, others are not.</summary>
    private void Expect(string folder, Dictionary<long, Closed> found, long writing)
    {
        foreach (var (number, closed) in found)
        {
            known.Add(number, closed);
        }

        if (found.Count > 0)
        {
            var first = found.Keys.Min();
            var missing = Enumerable.Range(0, (int)(writing - first)).Select(index => first + index).Where(one => !found.ContainsKey(one));
            MissingBefore = string.Join(", ", missing) is { Length: > 0 } list
                ? $"`{folder}` lacks segments of the record: {list}"
                : null;
        }

        current = writing;
    }

    private static Dictionary<long, Closed> Found(RecordLayout layout, long writing) => layout.Segments()
        .Where(segment => segment.Number < writing)
        .Select(segment => (segment.Number, File: new FileInfo(segment.Path)))
        .Where(segment => segment.File.Exists)
        .ToDictionary(segment => segment.Number, segment => new Closed(segment.File.FullName, segment.File.Length));

    /// <param name="Path">Null if it was gone before its length was known.</param>
    private sealed record Closed(string? Path, long Length);
}
