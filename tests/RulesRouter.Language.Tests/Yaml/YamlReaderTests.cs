using System.Text;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language.Tests.Yaml;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: yes", "yes")]
    [InlineData("a: on", "on")]
    [InlineData("a: \"true\"", "true")]
    [InlineData("a: '1'", "1")]
    [InlineData("a: 1_000", "1_000")]
    [InlineData("a: 0x10", "0x10")]
    [InlineData("a: 2026-05-26", "2026-05-26")]
    [InlineData("a: .nan", ".nan")]
    public void Values_that_the_core_schema_does_not_define_are_strings(string yaml, string expected) =>
        Assert.Equal(expected, ScalarOf(yaml).Text);

    [Theory]
    [InlineData("a: true", true)]
    [InlineData("a: FALSE", false)]
    [InlineData("a: 12", 12.0)]
    [InlineData("a: -0.5e3", -500.0)]
    [InlineData("a: .5", 0.5)]
    [InlineData("a: ~", null)]
    [InlineData("a:", null)]
    public void Plain_scalars_have_the_types_of_the_core_schema(string yaml, object? expected) =>
        Assert.Equal(expected, ScalarOf(yaml).Value);

    [Theory]
    [InlineData("a: 1\na: 2\n", "f.yaml:2:1: error RR0004: duplicate key `a` (first at 1:1) (keep one)")]
    [InlineData("base: &b { x: 1 }\nother:\n  <<: *b\n", "f.yaml:3:3: error RR0003: merge keys are not supported (repeat the shared part, or move it into a policy that others extend)")]
    [InlineData("a: 1\n---\nb: 2\n", "f.yaml:2:1: error RR0003: a second document in one file (put each document in a separate file)")]
    [InlineData("a: &x [ *x ]\n", "f.yaml:1:9: error RR0003: alias cycle: `*x` is inside `&x`")]
    [InlineData("a: &team 1\nb: *taem\n", "f.yaml:2:4: error RR0003: `*taem` names no anchor (did you mean `team`?)")]
    [InlineData("? [a, b]\n: 1\n", "f.yaml:1:3: error RR0003: a key must be a name, found an object or a list (write a name before the colon)")]
    [InlineData("", "f.yaml:1:1: error RR0001: the file is empty (start it with `apiVersion: rulesrouter/v1` and `kind:`; pipes and devices are not read)")]
    [InlineData("# nothing but a comment\n", "f.yaml:1:1: error RR0001: the file is empty (start it with `apiVersion: rulesrouter/v1` and `kind:`; pipes and devices are not read)")]
    [InlineData("a: \"unclosed\n", "f.yaml:1:4: error RR0001: while scanning a quoted scalar, found unexpected end of stream")]
    [InlineData("a:\n\t- 1\n", "f.yaml:2:1: error RR0001: while scanning a mapping, found invalid tab as indentation (indent with spaces)")]
    [InlineData("a: 1\nb:\n  c: 1\n  d:\n  \t- 1\n", "f.yaml:5:3: error RR0001: while scanning a mapping, found invalid tab as indentation (indent with spaces)")]
    [InlineData("a:\n  b: [\n\t\tc,\n    d ]\n", "f.yaml:3:1: error RR0001: invalid YAML: a tab as indentation (indent with spaces)")]
    [InlineData("a: x\nb:\n  c: 1\n\td: 2\n", "f.yaml:4:1: error RR0001: while scanning a plain scalar, found a tab character that violate indentation (indent with spaces)")]
    public void Ambiguous_or_malformed_YAML_is_rejected_with_its_position(string yaml, string expected) =>
        Assert.Equal([expected], Loading.Read(yaml).Reported);

    [Fact]
    public void A_file_that_is_not_UTF_8_is_rejected() =>
        Assert.Equal(
            ["f.yaml:1:1: error RR0001: the file is not UTF-8 (save it as UTF-8)"],
            Loading.Read([0x61, 0x3A, 0x20, 0xFF, 0xFE]).Reported);

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_first_key() =>
        Assert.Equal("a", ((YamlMapping)Loading.Read([0xEF, 0xBB, 0xBF, .. "a: 1"u8]).Node!).Entries[0].Key.Text);

    [Fact]
    public void A_file_beyond_the_size_limit_is_rejected_without_parsing() =>
        Assert.Equal(
            ["f.yaml:1:1: error RR0002: the file is larger than 4194304 bytes (split it into several files)"],
            Loading.Read(new byte[10 * 1024 * 1024]).Reported);

    [Fact]
    public void Nesting_beyond_the_depth_limit_is_rejected() =>
        Assert.Equal(
            [$"f.yaml:1:66: error RR0002: nested deeper than 64 levels"],
            Loading.Read(new string('[', 5_000) + new string(']', 5_000)).Reported);

    [Fact]
    public void An_alias_bomb_is_rejected_at_the_limit_of_nodes()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 30; level++)
        {
            bomb.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        }

        Assert.StartsWith("f.yaml:5:", Assert.Single(Loading.Read(bomb.ToString()).Reported), StringComparison.Ordinal);
        Assert.EndsWith(
            "error RR0002: more than 100000 values after aliases are expanded (split the file, or use fewer aliases)",
            Loading.Read(bomb.ToString()).Reported[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_node_has_its_position()
    {
        var root = (YamlMapping)Loading.Read("first: 1\nsecond:\n  - { inner: \"x\" }\n").Node!;

        var inner = (YamlMapping)((YamlSequence)root["second"]!).Items[0];
        Assert.Equal("f.yaml:3:14", inner["inner"]!.Span.ToString());
        Assert.Equal("f.yaml:2:1", root.Entries[1].Key.Span.ToString());
    }

    private static YamlScalar ScalarOf(string yaml) => (YamlScalar)((YamlMapping)Loading.Read(yaml).Node!)["a"]!;
}
