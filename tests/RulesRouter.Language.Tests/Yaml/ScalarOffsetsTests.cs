using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Language.Yaml;
using RulesRouter.Source;

namespace RulesRouter.Language.Tests.Yaml;

public sealed class ScalarOffsetsTests
{
    private static readonly string[] Words = ["task", "==", "\"chat\"", "and", "not", "(", "it's", "\\", "x", "é"];

    private static Gen<string> Texts => Gen.Elements(Words).NonEmptyListOf().Select(words => string.Join(' ', words));

    [Property(MaxTest = 100)]
    public Property Each_character_of_a_condition_is_found_in_the_file_whatever_style_it_is_written_in() => Prop.ForAll(
        Texts.ToArbitrary(),
        Gen.Elements("plain", "single", "double", "literal", "folded").ToArbitrary(),
        (text, style) =>
        {
            var yaml = "before: 1\nwhen: " + Written(text, style) + "\nafter: 2\n";
            if (Loading.Read(yaml).Node is not YamlMapping root || root["when"] is not YamlScalar scalar || scalar.Text.Trim() != text)
            {
                // A plain scalar cannot hold every text.
                Assert.Equal("plain", style);
                return;
            }

            for (var index = 0; index < text.Length; index++)
            {
                if (!char.IsWhiteSpace(text[index]))
                {
                    Assert.Equal(text[index], yaml[scalar.Content.SpanOf(index, 1).Start]);
                }
            }
        });

    [Fact]
    public void A_place_in_a_folded_condition_is_on_the_line_it_was_written_on()
    {
        var root = (YamlMapping)Loading.Read("when: >-\n  first\n  and second\n").Node!;
        var content = ((YamlScalar)root["when"]!).Content;

        Assert.Equal("first and second", content.Text);
        Assert.Equal("f.yaml:3:7", content.SpanOf(content.Text.IndexOf("second", StringComparison.Ordinal), 6).ToString());
    }

    [Theory]
    [InlineData("\"\\x41b\\u0043\\U00000044e\"", "AbCDe", new[] { 1, 5, 6, 12, 22 })]
    [InlineData("\"a\\n\\\"b\\\"\"", "a\n\"b\"", new[] { 1, 2, 5, 6, 8 })]
    [InlineData("'it''s'", "it's", new[] { 1, 2, 3, 5 })]
    [InlineData("\"x\\U0001F600y\"", "x😀y", new[] { 1, 2, 2, 12 })]
    public void Escapes_have_the_offset_of_their_character_or_their_start(string written, string value, int[] expected) =>
        Assert.Equal(expected, ScalarOffsets.Of(written, new SourceSpan(new SourceFile("f", written), 0, written.Length), value));

    /// <summary>Time grows with the length of a scalar, not with its square: the quadratic search took minutes for the longest.</summary>
    [Theory]
    [InlineData("\\x41")]
    [InlineData("\\u0041")]
    [InlineData("\\U00000041")]
    [InlineData("\\n")]
    public void Escapes_are_located_in_linear_time(string escape)
    {
        var written = "\"" + string.Concat(Enumerable.Repeat(escape, 400_000)) + "\"";
        var value = new string(escape == "\\n" ? '\n' : 'A', 400_000);
        var span = new SourceSpan(new SourceFile("f", written), 0, written.Length);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var offsets = ScalarOffsets.Of(written, span, value);

        Assert.Equal(1 + ((value.Length - 1) * escape.Length), offsets[^1]);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    private static string Written(string text, string style) => style switch
    {
        "single" => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        "double" => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        "literal" => $"|-\n  {text}",
        "folded" => $">-\n  {text.Replace(" ", "\n  ", StringComparison.Ordinal)}",
        _ => text,
    };
}
