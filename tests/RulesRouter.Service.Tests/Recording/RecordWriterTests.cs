using System.Text;
using RulesRouter.Service.Options;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Tests.Recording;

/// <summary>A record in a real folder, whose files are deleted, renamed, truncated and locked under its writer.</summary>
public sealed class RecordWriterTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("record-").FullName;
    private readonly TestClock clock = new();

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_second_writer_fails_and_the_message_says_what_to_do()
    {
        using var first = Writer();

        Assert.Equal(
            $"another process writes this record and holds `{InFolder("lock")}`; stop it, or give this instance a record of its own",
            Assert.Throws<IOException>(() => Writer()).Message);
    }

    [Fact]
    public void A_writer_continues_the_record_of_the_one_before()
    {
        string id;
        using (var first = Writer())
        {
            first.Write("one\n"u8);
            id = first.Id;
        }

        using var second = Writer();
        second.Write("two\n"u8);

        Assert.Equal(id, second.Id);
        Assert.Equal(["one", "two"], Lines());
        Assert.Equal(1, Segments());
    }

    [Fact]
    public void A_folder_with_other_files_is_refused()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(InFolder("catalog.yaml"), "");

        Assert.Equal("the folder holds `catalog.yaml`, which is not of a record", Assert.Throws<IOException>(() => Writer()).Message);
    }

    [Fact]
    public void Large_and_old_segments_are_followed_by_the_next_one()
    {
        using var writer = Writer(options => options with { RecordSegmentBytes = 10 });
        writer.Write("0123456789\n"u8);
        writer.Write("short\n"u8);
        clock.Now += TimeSpan.FromDays(1);
        writer.Check();
        writer.Write("later\n"u8);

        Assert.Equal(["0123456789", "short", "later"], Lines());
        Assert.Equal(
            ["0000000001-20260901T200000Z.jsonl", "0000000002-20260901T200000Z.jsonl", "0000000003-20260902T200000Z.jsonl"],
            new RecordLayout(Folder).Segments().Select(segment => Path.GetFileName(segment.Path)));
    }

    [Fact]
    public void Lines_are_read_from_any_place_between_two_of_them()
    {
        using var writer = Writer(options => options with { RecordSegmentBytes = 8 });
        foreach (var line in new[] { "one\n", "two\n", "three\n", "four\n" })
        {
            writer.Write(Encoding.ASCII.GetBytes(line));
        }

        var all = RecordLines.Read(new RecordLayout(Folder), RecordPosition.Start).Select(line => (Text(line.Line), line.After)).ToList();
        for (var index = 0; index < all.Count; index++)
        {
            Assert.Equal(
                all.Skip(index + 1).Select(line => line.Item1),
                RecordLines.Read(new RecordLayout(Folder), all[index].After).Select(line => Text(line.Line)));
        }

        Assert.Equal(writer.Position.Segment, all[^1].After.Segment + 1);
    }

    [Fact]
    public void A_deleted_segment_is_written_again_with_all_its_lines()
    {
        using var writer = Writer();
        writer.Write("one\n"u8);
        var path = Assert.Single(new RecordLayout(Folder).Segments()).Path;
        File.Delete(path);
        writer.Write("two\n"u8);

        Assert.Equal($"`{path}` was deleted; its lines were written again under the same name", writer.Check());
        writer.Write("three\n"u8);

        Assert.Null(writer.Check());
        Assert.Equal(["one", "two", "three"], Lines());
    }

    [Fact]
    public void Every_repair_since_the_last_check_is_reported()
    {
        using var writer = Writer();
        writer.Write("one\n"u8);
        var path = Assert.Single(new RecordLayout(Folder).Segments()).Path;
        Truncate(path, 0);
        writer.Write("two\n"u8);
        var second = new RecordLayout(Folder).Segments()[^1].Path;
        Truncate(second, 0);
        writer.Write("three\n"u8);
        var third = new RecordLayout(Folder).Segments()[^1].Path;
        File.Delete(third);

        Assert.Equal(
            $"`{path}` was truncated from 4 to 0 bytes; the record continues in `{second}`; "
                + $"`{second}` was truncated from 4 to 0 bytes; the record continues in `{third}`; "
                + $"`{third}` was deleted; its lines were written again under the same name",
            writer.Check());
        Assert.Null(writer.Check());
    }

    [Fact]
    public void A_renamed_segment_is_followed_by_a_new_one()
    {
        using var writer = Writer();
        writer.Write("one\n"u8);
        var path = Assert.Single(new RecordLayout(Folder).Segments()).Path;
        var away = Path.Combine(root, "away.jsonl");
        File.Move(path, away);

        Assert.StartsWith($"`{path}` was renamed to `{away}`; the record continues in `", writer.Check(), StringComparison.Ordinal);
        writer.Write("two\n"u8);

        Assert.Equal("one\n", File.ReadAllText(away));
        Assert.Equal(["two"], Lines());
    }

    [Fact]
    public void A_truncated_segment_gets_no_gap_and_the_record_continues()
    {
        using var writer = Writer();
        writer.Write("one\ntwo\n"u8);
        var path = Assert.Single(new RecordLayout(Folder).Segments()).Path;
        using (var other = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            other.SetLength(4);
        }

        writer.Write("three\n"u8);

        Assert.Equal(["one", "three"], Lines());
        Assert.Null(writer.Problem);
        Assert.Equal(
            $"`{path}` was truncated from 8 to 4 bytes; the record continues in `{new RecordLayout(Folder).Segments()[^1].Path}`",
            writer.Check());
        Assert.Null(writer.Check());
    }

    [Fact]
    public void A_deleted_folder_is_created_again_under_a_new_lock()
    {
        using var writer = Writer();
        writer.Write("one\n"u8);
        Directory.Delete(Folder, recursive: true);

        Assert.NotNull(writer.Check());
        writer.Write("two\n"u8);

        Assert.Equal(["one", "two"], Lines());
        Assert.Throws<IOException>(() => Writer());
    }

    [Fact]
    public void A_record_taken_over_by_another_writer_is_not_written_any_more()
    {
        using var writer = Writer();
        writer.Write("one\n"u8);
        Directory.Move(Folder, Path.Combine(root, "away"));
        using var other = Writer();

        var problem = writer.Check();

        Assert.Equal(problem, writer.Problem);
        Assert.Equal(
            $"`{InFolder("lock")}` was deleted or renamed, and the record cannot be opened again: another process writes this record and holds `{InFolder("lock")}`; stop it, or give this instance a record of its own",
            problem);
        Assert.Equal(problem, Assert.Throws<IOException>(() => writer.Write("two\n"u8)).Message);
    }

    [Fact]
    public void A_full_disk_is_a_problem_until_a_line_fits_again()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var path = Path.Combine(root, "r.jsonl");
        File.CreateSymbolicLink(path, "/dev/full");
        using var writer = new RecordWriter(new RecordLayout(path), Options(path), clock);

        Assert.Throws<IOException>(() => writer.Write("one\n"u8));

        Assert.Null(writer.Check());
        Assert.StartsWith("No space left on device", writer.Problem, StringComparison.Ordinal);
    }

    private static void Truncate(string path, int bytes)
    {
        using var other = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        other.SetLength(bytes);
    }

    private string Folder => Path.Combine(root, "record");

    private string InFolder(string name) => Path.Combine(Folder, name);

    private int Segments() => new RecordLayout(Folder).Segments().Count;

    private string[] Lines() => [.. RecordLines.Read(new RecordLayout(Folder), RecordPosition.Start).Select(line => Text(line.Line))];

    private static string Text(ReadOnlyMemory<byte> line) => Encoding.UTF8.GetString(line.Span);

    private static ServiceOptions Options(string path) => new() { PoliciesPath = "", RecordPath = path };

    private RecordWriter Writer(Func<ServiceOptions, ServiceOptions>? change = null) =>
        new(new RecordLayout(Folder), change?.Invoke(Options(Folder)) ?? Options(Folder), clock);

    private sealed class TestClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = RunningService.Now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
