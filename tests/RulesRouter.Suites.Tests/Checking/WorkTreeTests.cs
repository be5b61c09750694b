using System.Formats.Tar;
using System.IO.Compression;
using RulesRouter.Suites.Checking;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Tests.Checking;

/// <summary>Links in the place of tests, and patches of what a command left.</summary>
public sealed class WorkTreeTests : IDisposable
{
    private readonly string scenario = Directory.CreateTempSubdirectory("rulesrouter-scenario").FullName;

    public WorkTreeTests()
    {
        Directory.CreateDirectory(Path.Combine(scenario, "environment"));
        using var file = File.Create(Path.Combine(scenario, TaskFolder.Archive));
        using var compressed = new GZipStream(file, CompressionLevel.Fastest);
        using var archive = new TarWriter(compressed);
        Entry("src/a.js", "one\ntwo\n");
        Entry("shared/real.test.js", "test('real');\n");
        archive.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "tests") { LinkName = "shared" });

        void Entry(string path, string content) => archive.WriteEntry(
            new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) });
    }

    public void Dispose() => Directory.Delete(scenario, recursive: true);

    [Fact]
    public async Task Link_to_a_folder_of_tests_comes_back_in_place_of_a_folder()
    {
        using var judged = await WorkTree.Extract(scenario, default);
        using var tree = await WorkTree.Extract(scenario, default);
        File.Delete(Path.Combine(tree.Folder, "tests"));
        Directory.CreateDirectory(Path.Combine(tree.Folder, "tests"));
        await File.WriteAllTextAsync(Path.Combine(tree.Folder, "tests", "real.test.js"), "// nothing\n");

        tree.RestoreJudging(judged);

        Assert.Equal("shared", new FileInfo(Path.Combine(tree.Folder, "tests")).LinkTarget);
        Assert.Equal("test('real');\n", await File.ReadAllTextAsync(Path.Combine(tree.Folder, "tests", "real.test.js")));
    }

    [Fact]
    public async Task Link_that_a_change_makes_a_folder_of_tests_goes()
    {
        using var judged = await WorkTree.Extract(scenario, default);
        using var tree = await WorkTree.Extract(scenario, default);
        File.CreateSymbolicLink(Path.Combine(tree.Folder, "spec"), "src");

        tree.RestoreJudging(judged);

        Assert.Null(new FileInfo(Path.Combine(tree.Folder, "spec")).LinkTarget);
        Assert.True(File.Exists(Path.Combine(tree.Folder, "src", "a.js")));
    }

    [Fact]
    public async Task Link_that_leads_elsewhere_is_led_back()
    {
        using var judged = await WorkTree.Extract(scenario, default);
        using var tree = await WorkTree.Extract(scenario, default);
        File.Delete(Path.Combine(tree.Folder, "tests"));
        File.CreateSymbolicLink(Path.Combine(tree.Folder, "tests"), "/tmp");

        tree.RestoreJudging(judged);

        Assert.Equal("shared", new FileInfo(Path.Combine(tree.Folder, "tests")).LinkTarget);
    }

    [Fact]
    public async Task Patch_of_a_tree_makes_the_same_tree_of_its_base()
    {
        using var basis = await WorkTree.Extract(scenario, default);
        using var tree = basis.Copy();
        await File.WriteAllTextAsync(Path.Combine(tree.Folder, "src", "a.js"), "one\n2\n");
        await File.WriteAllTextAsync(Path.Combine(tree.Folder, "src", "new file.js"), "new");
        await File.WriteAllBytesAsync(Path.Combine(tree.Folder, "src", "b.bin"), [0, 1, 2, 255]);
        Directory.CreateDirectory(Path.Combine(tree.Folder, "node_modules"));
        await File.WriteAllTextAsync(Path.Combine(tree.Folder, "node_modules", "x.js"), "x");
        File.Delete(Path.Combine(tree.Folder, "shared", "real.test.js"));

        var patch = await tree.PatchFrom(basis, default);
        using var again = basis.Copy();

        Assert.True(await again.Apply(patch, default));
        tree.DifferencesFrom(again, out var differing);
        Assert.Empty(differing);
        Assert.DoesNotContain("node_modules", patch, StringComparison.Ordinal);
    }
}
