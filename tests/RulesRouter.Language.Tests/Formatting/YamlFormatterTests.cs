using System.Text;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Formatting;

namespace RulesRouter.Language.Tests.Formatting;

/// <summary>tests/testdata/format: a file, its formatted form and its upgraded form.</summary>
public sealed class YamlFormatterTests
{
    public static TheoryData<string> Cases =>
        [
            .. Directory
            .GetFiles(Repository.TestData("format"), "*.expected.yaml")
            .Select(path => Path.GetFileName(path)!.Replace(".expected.yaml", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
        ];

    public static TheoryData<string> Shipped =>
        [
            .. PolicyDirectory
            .Read(Path.Combine(Repository.Root, "policies"))
            .Select(file => Path.GetRelativePath(Repository.Root, file.Path)),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_is_formatted_and_keeps_its_comments(string name)
    {
        Assert.Equal(Read(name + ".expected.yaml"), Format(Read(name + ".yaml"), upgrade: false));
        Assert.Equal(Read(name + ".upgraded.yaml"), Format(Read(name + ".yaml"), upgrade: true));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_formatted_file_stays_unchanged(string name)
    {
        Assert.Equal(Read(name + ".expected.yaml"), Format(Read(name + ".expected.yaml"), upgrade: false));
        Assert.Equal(Read(name + ".upgraded.yaml"), Format(Read(name + ".upgraded.yaml"), upgrade: true));
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Shipped_files_are_formatted(string path)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, path));

        Assert.True(text == Format(text, upgrade: true), $"run `rulesrouter fmt --upgrade {path}`");
    }

    [Fact]
    public void A_file_that_is_not_YAML_is_unchanged_and_reported()
    {
        var diagnostics = new DiagnosticBag();

        Assert.Null(YamlFormatter.Format(new PolicyFile("a.yaml", "a: ["u8.ToArray()), upgrade: false, diagnostics));
        Assert.Equal(
            "a.yaml:1:5: error RR0001: while parsing a node, did not find expected node content",
            Assert.Single(diagnostics.Sorted()).ToString());
    }

    [Fact]
    public void A_file_whose_meaning_would_change_is_unchanged_and_reported()
    {
        var diagnostics = new DiagnosticBag();

        Assert.Null(YamlFormatter.Format(new PolicyFile("a.yaml", "a: |+\n  kept\n\n\nb: 1\n"u8.ToArray()), upgrade: false, diagnostics));
        Assert.Equal(
            "a.yaml:1:1: error RR0106: this file cannot be formatted without changing its meaning",
            Assert.Single(diagnostics.Sorted()).ToString());
    }

    private static string? Format(string text, bool upgrade)
    {
        var diagnostics = new DiagnosticBag();
        var formatted = YamlFormatter.Format(new PolicyFile("a.yaml", Encoding.UTF8.GetBytes(text)), upgrade, diagnostics);
        Assert.Empty(diagnostics.Sorted());
        return formatted;
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Repository.TestData("format"), name));
}
