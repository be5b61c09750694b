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

        File.CreateSymbolicLink(Path.Combine(folder, "zero.yaml"), "/dev/zero");

        Assert.True(PolicyDirectory.Read(folder)[0].Content.IsEmpty);
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
