using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Tests.Writing;

/// <summary>Held to the writer of System.Text.Json.</summary>
public sealed class CompactJsonTests
{
    private static readonly double[] Numbers =
        [
            0,
            -0.0,
            1,
            -1,
            0.1,
            1.5,
            1e15,
            -1e15,
            1e15 + 2,
            123456789012345,
            1e16,
            9007199254740993,
            1e20,
            1e-7,
            1e300,
            double.Epsilon,
            double.MaxValue,
            long.MinValue,
            long.MaxValue,
            0.30000000000000004,
        ];

    [Property(MaxTest = 500)]
    public Property Texts_and_names_are_escaped_as_the_standard_writer_does() =>
        Prop.ForAll(Gen.ArrayOf(Texts).ToArbitrary(), texts => Assert.Equal(
        Standard(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("texts");
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
            foreach (var text in texts)
            {
                json.WriteBoolean(text, text.Length > 3);
            }

            json.WriteEndObject();
        }),
        Compact(json =>
        {
            json.StartObject();
            json.Strings("texts"u8, [.. texts]);
            foreach (var text in texts)
            {
                json.Name(text);
                json.Boolean(text.Length > 3);
            }

            json.EndObject();
        })));

    [Property(MaxTest = 500)]
    public Property Numbers_are_written_as_the_standard_writer_does_and_read_back_as_they_were() =>
        Prop.ForAll(Gen.OneOf(Gen.Elements(Numbers), ArbMap.Default.GeneratorFor<double>(), ArbMap.Default.GeneratorFor<int>()
            .Select(whole => (double)whole)).ToArbitrary(), number =>
    {
        if (double.IsFinite(number))
        {
            var written = Compact(json => json.Number(number));
            Assert.Equal(number, double.Parse(written, System.Globalization.CultureInfo.InvariantCulture));
            if (number != Math.Floor(number))
            {
                Assert.Equal(Standard(json => json.WriteNumberValue(number)), written);
            }
        }
    });

    [Theory]
    [InlineData(double.NaN, "NaN cannot be written as JSON (Parameter 'value')")]
    [InlineData(double.NegativeInfinity, "-Infinity cannot be written as JSON (Parameter 'value')")]
    public void What_is_no_number_is_refused(double value, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new CompactJson().Number(value)).Message);

    [Theory]
    [InlineData(12.0, """{"x":12}""")]
    [InlineData(-0.5, """{"x":-0.5}""")]
    [InlineData(0.1234567894, """{"x":0.123456789}""")]
    [InlineData(0.1234567896, """{"x":0.12345679}""")]
    [InlineData(0.0000000004, """{"x":0}""")]
    [InlineData(1234567.25, """{"x":1234567.25}""")]
    [InlineData(1e300, """{"x":1E+300}""")]
    [InlineData(double.NaN, "{}")]
    [InlineData(double.PositiveInfinity, "{}")]
    [InlineData(null, "{}")]
    public void A_figure_has_nine_places_at_most_and_no_idle_ones(double? figure, string expected) => Assert.Equal(expected, Compact(json =>
    {
        json.StartObject();
        json.Figure("x"u8, figure);
        json.EndObject();
    }));

    [Theory]
    [InlineData("2026-06-01T12:00:00+02:00", "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01T12:00:00.5000000+00:00", "2026-06-01T12:00:00.5Z")]
    [InlineData("2026-06-01T12:00:00.0000001+00:00", "2026-06-01T12:00:00.0000001Z")]
    public void A_moment_is_of_universal_time_and_as_short_as_it_can_be(string moment, string expected)
    {
        var at = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal($"\"at\":\"{expected}\"", Compact(json => json.Timestamp("at"u8, at)));
        Assert.Equal(expected, Timestamps.Format(at));
    }

    [Fact]
    public void What_is_written_raw_is_parted_from_its_neighbours_and_lines_from_one_another() =>
        Assert.Equal("[1,{\"a\":2},\"c\"]\n[]\n", Compact(json =>
    {
        json.StartArray();
        json.Number(1);
        json.StartObject();
        json.Raw("\"a\":2"u8);
        json.EndObject();
        json.Quoted("c"u8);
        json.EndArray();
        json.EndLine();
        json.StartArray();
        json.EndArray();
        json.EndLine();
    }));

    [Fact]
    public void A_buffer_that_was_used_before_shows_nothing_of_it()
    {
        var json = new CompactJson();
        json.String(new string('x', 100_000));
        json.Clear();
        json.String("y");

        Assert.Equal("\"y\"", Encoding.UTF8.GetString(json.Written));
        Assert.True(json.Capacity > 100_000);
    }

    private static Gen<string> Texts => Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Elements(
            "",
            "plain text",
            "a \"quoted\" one",
            "back\\slash",
            "tab\tand\nline",
            "\u007f",
            "é à ü",
            "日本語",
            "😀 beyond the first plane",
            "</script>&'+",
            "\u2028",
            new string('a', 5_000)),
        Gen.ArrayOf(
            Gen.OneOf(Gen.Choose(1, 0x2FF), Gen.Choose(0xD800, 0xDFFF))).Select(codes => string.Concat(codes.Select(code => (char)code))));

    private static string Standard(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            SkipValidation = true
        }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Compact(Action<CompactJson> write) => CompactJson.Render(write, static (json, how) => how(json));
}
