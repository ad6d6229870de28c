using System.Diagnostics;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Peers;

namespace PadelSaaS.Tests.House;

/// <summary>What <c>ops/k8s/render</c> prints, read by an independent parser: every service is there, behind its own policy, with no more than it needs.</summary>
public sealed class ManifestTests
{
    private const string Image = "registry/padelsaas:1.4.0";

    [Fact]
    public async Task Every_service_runs_behind_mutual_tls_and_a_policy_of_its_own()
    {
        var all = await ManifestsAsync();
        var services = Host.House.Services.Select(service => service.Name).ToList();
        foreach (var kind in (string[])["Deployment", "Service", "AuthorizationPolicy", "NetworkPolicy", "DestinationRule", "PodDisruptionBudget", "HorizontalPodAutoscaler"])
            services.Except(Of(all, kind).Select(one => Name(one).Replace("padel-", "", StringComparison.Ordinal))).ShouldBeEmpty(kind);

        Of(all, "PeerAuthentication").ShouldAllBe(one => (string)one["spec"]!["mtls"]!["mode"]! == "STRICT");
        // An empty policy lets nobody in; every other names the gateway, and nobody may ask for the probes.
        var policies = Of(all, "AuthorizationPolicy").ToList();
        policies.Count(policy => policy["spec"]!.AsObject().Count == 0).ShouldBe(1);
        foreach (var policy in policies.Where(policy => policy["spec"]!.AsObject().Count > 0))
        {
            var rule = policy["spec"]!["rules"]!.AsArray().Single()!;
            rule["from"]![0]!["source"]!["principals"]!.AsArray().ShouldHaveSingleItem();
            rule["to"]![0]!["operation"]!["notPaths"]!.AsArray().Select(path => (string)path!).ShouldBe(["/health", "/health/*"]);
        }
        Of(all, "DestinationRule").ShouldAllBe(one => (string)one["spec"]!["trafficPolicy"]!["tls"]!["mode"]! == "ISTIO_MUTUAL");
        var https = Of(all, "Gateway").Single()["spec"]!["servers"]!.AsArray();
        https.ShouldAllBe(server => server!["tls"]!["httpsRedirect"] != null || (string)server["tls"]!["minProtocolVersion"]! == "TLSV1_2");
        Of(all, "VirtualService").SelectMany(one => one["spec"]!["http"]!.AsArray()).Select(rule => (string)rule!["route"]![0]!["destination"]!["host"]!)
            .Distinct().Except(services.Select(service => $"padel-{service}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_pod_has_more_than_it_needs()
    {
        var all = await ManifestsAsync();
        var pods = Of(all, "Deployment").Concat(Of(all, "Job")).Select(one => (Name: Name(one), Spec: one["spec"]!["template"]!["spec"]!)).ToList();
        pods.Count.ShouldBe(Host.House.Services.Count + 1);
        foreach (var (name, pod) in pods)
        {
            ((bool)pod["securityContext"]!["runAsNonRoot"]!).ShouldBeTrue(name);
            ((bool)pod["automountServiceAccountToken"]!).ShouldBeFalse(name);
            var container = pod["containers"]!.AsArray().Single()!;
            ((string)container["image"]!).ShouldBe(Image);
            var limits = container["securityContext"]!;
            ((bool)limits["allowPrivilegeEscalation"]!, (bool)limits["readOnlyRootFilesystem"]!, (string)limits["capabilities"]!["drop"]![0]!).ShouldBe((false, true, "ALL"), name);
            container["resources"]!["limits"]!["memory"].ShouldNotBeNull(name);
            // Secrets come by name, and only the migration knows the database's owner.
            container["env"].ShouldBeNull(name);
            var secrets = container["envFrom"]!.AsArray().Select(from => (string?)from!["secretRef"]?["name"]).OfType<string>();
            secrets.ShouldBe([name == "padel-migrate" ? "padel-owner" : "padel-app"]);
        }
        Of(all, "Secret").ShouldBeEmpty();
        Of(all, "ConfigMap").SelectMany(map => map["data"]!.AsObject()).ShouldAllBe(entry => !entry.Key.Contains("Database", StringComparison.Ordinal) && !entry.Key.Contains("Key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("registry/padelsaas:latest")]
    [InlineData("registry/padelsaas")]
    public async Task An_image_whose_tag_moves_is_refused(string image) => (await RenderAsync(image)).Code.ShouldNotBe(0);

    private static async Task<IReadOnlyList<JsonNode>> ManifestsAsync()
    {
        var (code, text) = await RenderAsync(Image);
        code.ShouldBe(0, text);
        var (content, said) = await Peer.AskAsync("read-yaml.mjs", new { text });
        content.ShouldBeTrue(said);
        text.ShouldNotMatch("__[A-Z_]+__");
        return [.. JsonNode.Parse(said)!.AsArray().SelectMany(one => (string?)one!["kind"] == "List" ? (IEnumerable<JsonNode?>)one["items"]!.AsArray() : new[] { one }).Select(one => one!)];
    }

    private static async Task<(int Code, string Text)> RenderAsync(string image)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "ops", "k8s", "render"), ["--apex", "padel.example", "--image", image]) { RedirectStandardOutput = true };
        start.Environment["PADEL_DLL"] = Path.Combine(AppContext.BaseDirectory, "padel.dll");
        using var render = Process.Start(start)!;
        var text = await render.StandardOutput.ReadToEndAsync();
        await render.WaitForExitAsync();
        return (render.ExitCode, text);
    }

    private static IEnumerable<JsonNode> Of(IEnumerable<JsonNode> manifests, string kind) => manifests.Where(one => (string)one["kind"]! == kind);

    private static string Name(JsonNode manifest) => (string)manifest["metadata"]!["name"]!;
}
