using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests;

public class ClassifierPlacesTests
{
    private readonly string root = Directory.CreateTempSubdirectory("places").FullName;

    [Fact]
    public void The_nearest_folder_above_the_policies_comes_first()
    {
        var policies = Directory.CreateDirectory(Path.Combine(root, "work", "policies", "coding")).FullName;
        Place(root);
        var nearer = Place(Path.Combine(root, "work"));
        var tool = Path.Combine(root, "tool");
        Place(tool);

        Assert.Equal(nearer, ClassifierPlaces.Find(policies, tool));
    }

    [Fact]
    public void Tools_own_classifier_is_the_fallback()
    {
        var tool = Path.Combine(root, "tool");
        var own = Place(tool);

        Assert.Equal(own, ClassifierPlaces.Find(Path.Combine(root, "policies"), tool));
    }

    [Fact]
    public void Missing_classifier_gives_null() =>
        Assert.Null(ClassifierPlaces.Find(Path.Combine(root, "policies"), root));

    [Fact]
    public void None_selects_the_heuristic_without_a_reason()
    {
        var chosen = ClassifierLoader.Choose("none", root);

        Assert.Null(chosen.FallbackReason);
        Assert.False(chosen.IsTrained);
        Assert.Equal(ClassificationSource.Heuristic, chosen.Classifier.Classify(ClassifierInput.Of("Hello")).Source);
    }

    [Fact]
    public void Missing_hash_is_reported_and_ends_the_search()
    {
        var place = Place(root);
        File.Delete(Path.Combine(place, "classifier.bin.sha256"));

        Assert.Equal(
            $"`{Path.Combine(place, "classifier.bin")}.sha256` is missing",
            ClassifierLoader.Choose(null, Path.Combine(root, "policies")).FallbackReason);
    }

    private static string Place(string folder)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, "models", "classifier")).FullName;
        var made = TrainedFixture.Save();
        foreach (var file in Directory.EnumerateFiles(made))
        {
            File.Copy(file, Path.Combine(place, Path.GetFileName(file)));
        }

        return place;
    }
}
