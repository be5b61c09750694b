using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Language.Yaml;

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

    private static string Written(string text, string style) => style switch
    {
        "single" => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        "double" => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        "literal" => $"|-\n  {text}",
        "folded" => $">-\n  {text.Replace(" ", "\n  ", StringComparison.Ordinal)}",
        _ => text,
    };
}
