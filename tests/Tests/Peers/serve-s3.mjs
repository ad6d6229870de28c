// A store that speaks S3, from npm: serve-s3.mjs FOLDER PORT BUCKET. Says "ready" and serves until its input ends.
import S3rver from 's3rver';

const [directory, port, bucket] = process.argv.slice(2);
const server = new S3rver({ address: '127.0.0.1', port: Number(port), directory, silent: true, vhostBuckets: false, configureBuckets: [{ name: bucket }] });
await server.run();
console.log('ready');
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
