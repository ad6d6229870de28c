using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace PadelSaaS.Host.Telemetry;

/// <summary>All figures of this process in Prometheus' text format 0.0.4, made when somebody reads them.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusPage(string token) : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly byte[] key = Encoding.UTF8.GetBytes($"Bearer {token}");
    private string text = "";

    public Func<int, bool>? Collect { get; set; }

    /// <summary>Whether the header says the key.</summary>
    public bool Opens(string authorization) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization), key);

    public async Task<string> ReadAsync()
    {
        await turn.WaitAsync();
        try
        {
            Collect?.Invoke(5000);
            return text;
        }
        finally
        {
            turn.Release();
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var page = new StringBuilder();
        foreach (var metric in batch) Write(page, metric);
        text = page.ToString();
        return ExportResult.Success;
    }

    private static void Write(StringBuilder page, Metric metric)
    {
        var isHistogram = metric.MetricType.IsHistogram();
        var isCounter = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        var name = NameOf(metric.Name, metric.Unit) + (isCounter ? "_total" : "");
        if (metric.Description.Length > 0) page.Append("# HELP ").Append(name).Append(' ').Append(metric.Description.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n');
        page.Append("# TYPE ").Append(name).Append(isHistogram ? " histogram" : isCounter ? " counter" : " gauge").Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = LabelsOf(point.Tags);
            if (isHistogram) WriteHistogram(page, name, labels, point);
            else Line(page, name, labels, ValueOf(metric.MetricType, point));
        }
    }

    private static void WriteHistogram(StringBuilder page, string name, string labels, in MetricPoint point)
    {
        var count = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            var edge = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : bucket.ExplicitBound.ToString("R", CultureInfo.InvariantCulture);
            Line(page, name + "_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{edge}\"", count);
        }
        Line(page, name + "_sum", labels, point.GetHistogramSum());
        Line(page, name + "_count", labels, point.GetHistogramCount());
    }

    private static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static string NameOf(string name, string unit) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')) + unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };

    private static string LabelsOf(ReadOnlyTagCollection tags)
    {
        var labels = new List<string>();
        foreach (var (key, value) in tags)
            labels.Add($"{NameOf(key, "")}=\"{Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)}\"");
        return string.Join(',', labels);
    }

    private static void Line(StringBuilder page, string name, string labels, double value) =>
        page.Append(name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
}
