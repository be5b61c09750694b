using RulesRouter.Language.Yaml;

namespace RulesRouter.Language.Tests;

public sealed class PolicyDirectoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("directory").FullName;

    [Fact]
    public void A_cyclic_link_is_not_followed()
    {
        Write("a.yaml", "a: 1");
        Directory.CreateSymbolicLink(Path.Combine(folder, "again"), folder);

        Assert.Equal(["a.yaml"], Names());
    }

    [Fact]
    public void A_mounted_config_map_is_read_once()
    {
        Write("..2026_01_01/policy.yaml", "a: 1");
        Directory.CreateSymbolicLink(Path.Combine(folder, "..data"), "..2026_01_01");
        File.CreateSymbolicLink(Path.Combine(folder, "policy.yaml"), Path.Combine("..data", "policy.yaml"));

        Assert.Equal(["policy.yaml"], Names());
        Assert.Equal("a: 1"u8, PolicyDirectory.Read(folder)[0].Content.Span);
    }

    [Fact]
    public void A_device_is_not_read()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.True(PolicyDirectory.Read("/dev/zero")[0].Content.IsEmpty);
    }

    /// <summary>Links out of the folder by every way, with a readable file at their end.</summary>
    [Theory]
    [InlineData("direct")]
    [InlineData("relative")]
    [InlineData("chain")]
    [InlineData("through a folder")]
    [InlineData("to the folder's neighbour of the same beginning")]
    [InlineData("broken")]
    [InlineData("cycle")]
    public void A_link_that_leaves_the_folder_is_reported_and_not_read(string way)
    {
        var policies = Path.Combine(folder, "policies");
        Write("policies/a.yaml", "a: 1");
        Write("outside/secret.yaml", "hunter-two");
        Write("policies-of-others/secret.yaml", "hunter-two");
        var (link, target) = (Path.Combine(policies, "more.yaml"), Path.Combine(folder, "outside", "secret.yaml"));
        switch (way)
        {
            case "relative":
                target = "../outside/secret.yaml";
                break;
            case "chain":
                File.CreateSymbolicLink(Path.Combine(policies, ".hop"), target);
                target = ".hop";
                break;
            case "through a folder":
                Directory.CreateSymbolicLink(Path.Combine(policies, "..data"), Path.Combine(folder, "outside"));
                target = Path.Combine("..data", "secret.yaml");
                break;
            case "to the folder's neighbour of the same beginning":
                target = Path.Combine(folder, "policies-of-others", "secret.yaml");
                break;
            case "broken":
                target = "/nowhere/at-all.yaml";
                break;
            case "cycle":
                File.CreateSymbolicLink(Path.Combine(policies, ".back"), "more.yaml");
                target = ".back";
                break;
        }

        File.CreateSymbolicLink(link, target);

        var read = PolicyDirectory.Read(policies).Single(file => file.Path.EndsWith("more.yaml", StringComparison.Ordinal));

        Assert.True(read is { IsOutsideLink: true, Content.IsEmpty: true });
        var reported = Assert.Single(PolicyLoader.Load([read]).Diagnostics);
        Assert.Equal($"{read.Path}:1:1: error RR0005: the link leaves the folder", reported.ToString());
    }

    [Fact]
    public void A_link_to_a_folder_outside_is_reported_and_one_inside_is_not_entered()
    {
        Write("policies/deep/a.yaml", "a: 1");
        Write("outside/b.yaml", "b: 1");
        Directory.CreateSymbolicLink(Path.Combine(folder, "policies", "again"), "deep");
        Directory.CreateSymbolicLink(Path.Combine(folder, "policies", "more"), Path.Combine("..", "outside"));

        var read = PolicyDirectory.Read(Path.Combine(folder, "policies"));

        Assert.Equal(["deep/a.yaml", "more"], read.Select(file => file.RelativePath));
        Assert.Equal(
            [$"{read[1].Path}:1:1: error RR0005: the link leaves the folder (copy its target into the folder, or name the target's folder as another path)"],
            Loading.Shown(PolicyLoader.Load([read[1]]).Diagnostics));
    }

    [Fact]
    public void A_name_with_a_backslash_is_read_where_it_is_no_separator()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Write("a\\b.yaml", "a: 1");

        Assert.Equal("a: 1"u8, Assert.Single(PolicyDirectory.Read(folder)).Content.Span);
    }

    [Fact]
    public void A_file_beyond_the_size_limit_is_read_up_to_one_byte_more()
    {
        using (var file = File.Create(Path.Combine(folder, "large.yaml")))
        {
            file.SetLength(1L << 40);
        }

        Assert.Equal(YamlLimits.MaxBytes + 1, PolicyDirectory.Read(folder)[0].Content.Length);
    }

    [Fact]
    public void Hidden_folders_and_files_of_other_types_are_not_read()
    {
        Write(".git/config.yaml", "a: 1");
        Write("notes.txt", "a");
        Write("deep/er/b.yml", "b: 1");

        Assert.Equal(["deep/er/b.yml"], Names());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private IEnumerable<string> Names() =>
        PolicyDirectory.Read(folder).Select(file => Path.GetRelativePath(folder, file.Path).Replace('\\', '/'));

    private void Write(string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
