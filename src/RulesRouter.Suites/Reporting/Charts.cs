using System.Collections.Immutable;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace RulesRouter.Suites.Reporting;

/// <summary>Charts of a report as SVG.</summary>
internal static class Charts
{
    private static readonly OxyColor Blue = OxyColor.FromRgb(0x2f, 0x6f, 0xb5);

    /// <summary>Solved share of each model, with its 95 % interval.</summary>
    public static string SolvedShares(ImmutableArray<ModelSummary> summaries)
    {
        var plot = new PlotModel { PlotAreaBorderThickness = new OxyThickness(0) };
        var names = new CategoryAxis { Position = AxisPosition.Left, GapWidth = 0.6, IsTickCentered = true };
        plot.Axes.Add(names);
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = 0,
            Maximum = 1,
            StringFormat = "0 %",
            MajorGridlineStyle = LineStyle.Dot,
            Title = "solved",
        });
        var bars = new BarSeries { FillColor = Blue };
        plot.Series.Add(bars);
        foreach (var (index, summary) in summaries.Reverse().Index())
        {
            names.Labels.Add(summary.Name);
            bars.Items.Add(new BarItem(summary.Attempts == 0 ? 0 : (double)summary.Solved / summary.Attempts, index));
            var interval = new LineSeries { Color = OxyColors.Black, StrokeThickness = 1.5 };
            interval.Points.Add(new DataPoint(summary.SolvedLow, index));
            interval.Points.Add(new DataPoint(summary.SolvedHigh, index));
            plot.Series.Add(interval);
        }

        return Svg(plot, height: 90 + (34 * summaries.Length));
    }

    /// <summary>Dollars for each solved scenario against the solved share; models without a known cost are left out.</summary>
    public static string CostsAndShares(ImmutableArray<ModelSummary> summaries)
    {
        var plot = new PlotModel { PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1) };
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, Maximum = 1.05, StringFormat = "0 %", Title = "solved" });
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = 0,
            StringFormat = "0.####",
            Title = "dollars per merged change",
        });
        var points = new ScatterSeries
        {
            MarkerType = MarkerType.Circle,
            MarkerFill = Blue,
            MarkerSize = 5,
            LabelFormatString = "{Tag}",
        };
        foreach (var summary in summaries.Where(summary => summary.UsdPerSolved is not null))
        {
            var share = (double)summary.Solved / summary.Attempts;
            points.Points.Add(new ScatterPoint((double)summary.UsdPerSolved!, share, tag: summary.Name));
        }

        plot.Series.Add(points);
        return Svg(plot, height: 320);
    }

    /// <summary>The SVG element alone, so that a page can hold it.</summary>
    private static string Svg(PlotModel plot, double height)
    {
        plot.DefaultFont = "sans-serif";
        plot.Background = OxyColors.White;
        var svg = SvgExporter.ExportToString(plot, 760, height, isDocument: false);
        return svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
    }
}
