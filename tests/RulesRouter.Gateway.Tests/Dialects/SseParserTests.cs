using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Gateway.Dialects.Streams;
using RulesRouter.Gateway.Tests.Dialects.Viewing;

namespace RulesRouter.Gateway.Tests.Dialects;

public sealed class SseParserTests
{
    private static readonly string[] Pieces =
        ["data: {\"a\":1}", "data:x", "data", "event: e", ": note", "id: 7", "data:  zwölf 🐈", "", "", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\r\r"];

    [Theory]
    [InlineData("data: a\n\n", "|a")]
    [InlineData("data: a\r\n\r\n", "|a")]
    [InlineData("data: a\r\r", "|a")]
    [InlineData("data:a\n\n", "|a")]
    [InlineData("data:  a\n\n", "| a")]
    [InlineData("event: x\ndata: a\ndata: b\n\n", "x|a\nb")]
    [InlineData("event:x\n\ndata: a\n\n", "|a")]
    [InlineData(": comment\ndata: a\n\n", "|a")]
    [InlineData("\uFEFFdata: a\n\n", "|a")]
    [InlineData("retry: 1\nid\ndata: a\n\n", "|a")]
    [InlineData("data: a\n\ndata: b", "|a;|b")]
    [InlineData("data: a\n\ndata: b\n", "|a;|b")]
    [InlineData(": ping\n\n", "")]
    [InlineData("", "")]
    public void Events_are_read_by_the_rules_of_server_sent_events(string stream, string events) =>
        Assert.All(Enumerable.Range(1, 8), chunk => Assert.Equal(events, Read(stream, chunk)));

    [Property(MaxTest = 300)]
    public Property Events_do_not_depend_on_where_chunks_end() => Prop.ForAll(
        Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary(),
        Gen.Choose(1, 40).ToArbitrary(),
        (stream, chunk) => Read(stream, chunk) == Plain(stream));

    [Property(MaxTest = 300)]
    public Property Raw_bytes_of_all_events_are_the_stream() => Prop.ForAll(
        Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary(),
        Gen.Choose(1, 40).ToArbitrary(),
        (stream, chunk) =>
        {
            using var parser = new SseParser();
            var raw = new List<byte>();
            Feed(parser, stream, chunk, found => raw.AddRange(found.Raw.Span));
            raw.AddRange(parser.Pending.Span);
            return Encoding.UTF8.GetString([.. raw]) == stream;
        });

    [Fact]
    public void Event_larger_than_the_limit_ends_the_reading()
    {
        using var parser = new SseParser(maxEventBytes: 100);
        var events = 0;
        Feed(parser, "data: a\n\ndata: " + new string('x', 200) + "\n\ndata: b\n\n", 50, _ => events++);

        Assert.True(parser.IsOverLimit);
        Assert.Equal(1, events);
    }

    private static string Read(string stream, int chunk)
    {
        using var parser = new SseParser();
        var events = new List<string>();
        Feed(parser, stream, chunk, Add);
        if (parser.TryLast(out var last))
        {
            Add(last);
        }

        return string.Join(';', events);

        void Add(SseEvent found)
        {
            if (found.Data.Length > 0)
            {
                events.Add($"{Encoding.UTF8.GetString(found.Name.Span)}|{Encoding.UTF8.GetString(found.Data.Span)}");
            }
        }
    }

    private static string Plain(string stream) => string.Join(
        ';',
        SseEvents.Of(Encoding.UTF8.GetBytes(stream)).Where(found => found.Data.Length > 0).Select(found => $"{found.Name}|{found.Data}"));

    private static void Feed(SseParser parser, string stream, int chunk, Action<SseEvent> handle)
    {
        foreach (var bytes in Encoding.UTF8.GetBytes(stream).Chunk(chunk))
        {
            parser.Read(bytes, found =>
            {
                handle(found);
                return true;
            });
        }
    }
}
